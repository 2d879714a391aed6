; What the installer tells Windows: easel:// links come here, and "Open with" offers Easel for pictures, as the default
; for none. The endings are those of shared/source-endings.ts, in its order; a test holds them together.

!define EASEL_PROGRAM "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}"
!define EASEL_LINKS "Software\Classes\easel"
!define EASEL_COMMAND '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'

!macro customInstall
  WriteRegStr SHCTX "${EASEL_LINKS}" "" "URL:Easel link"
  WriteRegStr SHCTX "${EASEL_LINKS}" "URL Protocol" ""
  WriteRegStr SHCTX "${EASEL_LINKS}\shell\open\command" "" '${EASEL_COMMAND}'
  WriteRegStr SHCTX "${EASEL_PROGRAM}" "FriendlyAppName" "${PRODUCT_NAME}"
  WriteRegStr SHCTX "${EASEL_PROGRAM}\shell\open\command" "" '${EASEL_COMMAND}'
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
  DeleteRegKey SHCTX "${EASEL_LINKS}"
  DeleteRegKey SHCTX "${EASEL_PROGRAM}"
!macroend
