; "Open with" on Windows: Easel is offered for pictures, and is the default for none.
; In the order of shared/source-endings.ts, which a test holds this list against.

!define EASEL_PROGRAM "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}"

!macro customInstall
  WriteRegStr SHCTX "${EASEL_PROGRAM}" "FriendlyAppName" "${PRODUCT_NAME}"
  WriteRegStr SHCTX "${EASEL_PROGRAM}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".jpg" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".jpeg" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".jpe" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".jfif" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".jif" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".pjpeg" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".mpo" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".insp" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".png" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".apng" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".webp" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".avif" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".avifs" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".gif" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".tif" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".tiff" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".svg" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".heic" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".heics" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".heif" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".heifs" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".hif" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".jxl" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".psd" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".bmp" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".dib" ""
  WriteRegStr SHCTX "${EASEL_PROGRAM}\SupportedTypes" ".ico" ""
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "${EASEL_PROGRAM}"
!macroend
