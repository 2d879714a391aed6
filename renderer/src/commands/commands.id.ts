/** Names of the commands, in Indonesian. */
import type { Translated } from '../i18n/texts.ts';
import type { commandsEn } from './commands.en.ts';

export const commandsId: Translated<typeof commandsEn> = {
  'group.batch': 'Proses',
  'group.images': 'Gambar',
  'group.view': 'Tampilan',
  'group.presets': 'Preset',
  'group.history': 'Riwayat',
  'group.go': 'Buka',
  'group.app': 'Easel',

  'batch.start': 'Mulai',
  'batch.pause': 'Jeda atau lanjutkan',
  'batch.cancel': 'Batalkan proses',
  'batch.undo': 'Urungkan proses terakhir',
  'batch.chooseOutput': 'Pilih folder hasil',

  'images.addFiles': 'Tambah gambar',
  'images.addFolder': 'Tambah folder',
  'images.paste': 'Tempel gambar',
  'images.move': 'Pindah antar gambar',
  'images.toggle': 'Pilih atau lepas gambar',
  'images.extend': 'Perluas pilihan',
  'images.selectAll': 'Pilih semua gambar',
  'images.remove': 'Keluarkan gambar terpilih dari daftar',
  'images.clear': 'Keluarkan semua gambar dari daftar',

  'view.compare': 'Bandingkan sebelum dan sesudah',
  'view.beforeAfter': 'Ganti antara sebelum dan sesudah',
  'view.actualSize': 'Tampilkan 100 %',
  'view.next': 'Gambar berikutnya',
  'view.previous': 'Gambar sebelumnya',
  'view.smaller': 'Perkecil gambar mini',
  'view.larger': 'Perbesar gambar mini',

  'presets.toggle': 'Centang salah satu dari sembilan preset pertama',
  'presets.search': 'Cari preset',
  'presets.new': 'Preset baru',
  'presets.import': 'Impor preset',
  'presets.export': 'Ekspor preset',

  'history.exportCsv': 'Ekspor riwayat sebagai CSV',

  'go.workbench': 'Meja kerja',
  'go.presets': 'Preset',
  'go.history': 'Riwayat',
  'go.settings': 'Pengaturan',

  'app.palette': 'Cari perintah',
  'app.shortcuts': 'Pintasan papan ketik',
  'app.about': 'Tentang Easel',
  'app.lightTheme': 'Tema terang',
  'app.darkTheme': 'Tema gelap',
  'app.systemTheme': 'Tema komputer',
  'app.english': 'English',
  'app.indonesian': 'Bahasa Indonesia',

  'palette.search': 'Cari perintah, halaman, atau preset',
  'palette.nothing': 'Tidak ada yang bernama begitu.',
  'palette.label': 'Perintah',
};
