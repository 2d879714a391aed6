/** Texts about this installation, in Indonesian. */
import type { Translated } from '../../i18n/texts.ts';
import type { aboutEn } from './about.en.ts';

export const aboutId: Translated<typeof aboutEn> = {
  title: 'Tentang Easel',
  version: 'Easel {version}',
  tagline: 'Letakkan foto, centang preset, dapatkan gambar siap terbit. Tanpa internet.',
  platform: 'Platform',
  dataFolder: 'Folder data',
  installation: 'Instalasi',
  licence:
    'Easel adalah perangkat lunak bebas dengan lisensi MIT. Fon dan pustaka mengikuti lisensinya sendiri.',

  doctor: 'Pemeriksaan kesehatan',
  doctorText: 'Membaca dan menulis setiap format, lalu mencocokkan basis data dan catatan satu sama lain.',
  run: 'Periksa sekarang',
  again: 'Periksa lagi',
  healthy: 'Semuanya berfungsi.',
  unhealthy_other: '{count} pemeriksaan perlu perhatian.',
  formats: 'Format gambar',
  formatsText: '{ok} dari {all} berfungsi',
  database: 'Basis data',
  databaseText: '{ok} dari {all} pemeriksaan lulus',
  slots_other: '{count} gambar sekaligus',
  versions: 'Versi',
  everything: 'Tampilkan semuanya',
  less: 'Tampilkan lebih sedikit',
  check: 'Pemeriksaan',
  finding: 'Temuan',
  result: 'Hasil',
  ok: 'Berfungsi',
  notOk: 'Perlu perhatian',
  read: 'Baca {format}',
  write: 'Tulis {format}',
  copyReport: 'Salin laporan',
};
