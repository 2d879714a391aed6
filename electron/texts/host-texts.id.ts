/** What the host says, in Indonesian. */
import type { HostTexts } from './host-texts.ts';

export const hostTextsId: HostTexts = {
  menu: {
    file: 'Berkas',
    edit: 'Sunting',
    batch: 'Proses',
    view: 'Tampilan',
    window: 'Jendela',
    help: 'Bantuan',
    about: 'Tentang Easel',
    settings: 'Pengaturan…',
    services: 'Layanan',
    hide: 'Sembunyikan Easel',
    hideOthers: 'Sembunyikan yang lain',
    showAll: 'Tampilkan semua',
    quit: 'Keluar dari Easel',
    addFiles: 'Tambah gambar…',
    addFolder: 'Tambah folder…',
    clear: 'Keluarkan semua gambar dari daftar',
    importPresets: 'Impor preset…',
    exportPresets: 'Ekspor preset…',
    close: 'Tutup jendela',
    undo: 'Urungkan',
    redo: 'Ulangi',
    cut: 'Potong',
    copy: 'Salin',
    paste: 'Tempel',
    selectAll: 'Pilih semua',
    start: 'Mulai',
    pause: 'Jeda atau lanjutkan',
    cancel: 'Batalkan proses',
    undoBatch: 'Urungkan proses terakhir',
    chooseOutput: 'Pilih folder hasil…',
    workbench: 'Meja kerja',
    presets: 'Preset',
    history: 'Riwayat',
    actualSize: 'Ukuran normal',
    zoomIn: 'Perbesar',
    zoomOut: 'Perkecil',
    fullScreen: 'Layar penuh',
    reload: 'Muat ulang halaman',
    developerTools: 'Alat pengembang',
    minimize: 'Minimalkan',
    zoom: 'Perbesar jendela',
    bringAllToFront: 'Bawa semua ke depan',
    shortcuts: 'Pintasan papan ketik',
  },
  dialog: {
    images: 'Gambar',
    allFiles: 'Semua berkas',
    add: 'Tambah',
    choose: 'Pilih',
  },
  quitting: {
    message: 'Masih ada proses yang berjalan.',
    detail: 'Gambar yang sudah selesai aman. Sisanya dapat dilanjutkan saat Easel dibuka lagi.',
    stay: 'Tetap bekerja',
    quit: 'Hentikan dan keluar',
  },
  batch: {
    doneTitle: 'Proses selesai',
    stoppedTitle: 'Proses berhenti',
    brokenTitle: 'Proses berhenti karena kesalahan',
    counts: ({ written, keptOriginal, failed, waiting }) =>
      [
        `${written + keptOriginal} gambar ditulis`,
        failed > 0 ? `${failed} gagal` : '',
        waiting > 0 ? `${waiting} menunggu` : '',
      ]
        .filter(Boolean)
        .join(', '),
  },
  update: {
    readyTitle: 'Pembaruan siap',
    ready: (version) => `Easel ${version} dipasang saat Anda keluar.`,
  },
  trouble: {
    cannotStart: 'Easel tidak dapat dibuka',
    pageGone: 'Jendela berhenti bekerja',
    pageGoneDetail:
      'Ini terjadi beberapa kali berturut-turut. Buka Easel lagi; gambar yang sudah selesai aman.',
    unexpected: 'Terjadi kesalahan di dalam Easel',
    unexpectedDetail: (logFile) =>
      `Easel harus ditutup. Gambar yang sudah selesai aman. Kejadiannya dicatat di ${logFile}`,
  },
};
