/** Texts around the pages, in Indonesian. */
import type { Translated } from '../i18n/texts.ts';
import type { shellEn } from './shell.en.ts';

export const shellId: Translated<typeof shellEn> = {
  appName: 'Easel',
  pages: 'Halaman',
  workbench: 'Meja kerja',
  presets: 'Preset',
  history: 'Riwayat',
  settings: 'Pengaturan',
  skip: 'Langsung ke halaman',
  palette: 'Cari perintah',
  shortcuts: 'Pintasan papan ketik',
  quotaLeft: 'Sisa {left} dari {limit} jam ini',
  quotaExplained_other: '{used} gambar diproses dalam satu jam terakhir. Tersedia lagi pukul {at}.',
  quotaUsed_other: '{used} gambar diproses dalam satu jam terakhir.',
  notFound: 'Tidak ada halaman di sini.',
  notFoundText: 'Mungkin ada yang keliru pada alamatnya.',
  toWorkbench: 'Buka meja kerja',
  crashed: 'Halaman ini mengalami gangguan.',
  crashedText:
    'Semua yang sudah ditulis tetap ada, dan proses yang berjalan tetap berlanjut. Muat ulang untuk melanjutkan.',
  reload: 'Muat ulang',
  startNotAdmitted: 'Buka Easel lagi untuk masuk',
  startNotAdmittedText:
    'Setiap tautan membuka Easel satu kali, dalam satu menit. Tekan Enter di tempat Easel berjalan, lalu buka tautan baru yang ditampilkannya.',
  startGone: 'Easel tidak berjalan',
  startGoneText: 'Jalankan Easel lagi, lalu gunakan halaman yang terbuka.',
};
