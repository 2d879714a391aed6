/** Words that every page uses, in Indonesian. */
import type { Translated } from '../i18n/texts.ts';
import type { uiEn } from './ui.en.ts';

export const uiId: Translated<typeof uiEn> = {
  cancel: 'Batal',
  close: 'Tutup',
  undo: 'Urungkan',
  retry: 'Coba lagi',
  loading: 'Memuat',
  copy: 'Salin',
  copied: 'Tersalin',
  hostGone: 'Easel tidak berjalan lagi.',
  hostGoneRemedy: 'Buka Easel lagi, lalu muat ulang halaman ini. Semua yang sudah ditulis tetap ada.',
  notAdmitted: 'Halaman ini tidak terhubung lagi ke Easel.',
  notAdmittedRemedy: 'Tekan Enter di tempat Easel berjalan, lalu buka tautan yang baru.',
};
