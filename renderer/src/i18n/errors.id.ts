/** The error catalogue in Indonesian: what happened and what to do next, for every code. */
import type { ErrorCode } from '../../../shared/errors.ts';

export interface ErrorTexts {
  readonly message: string;
  readonly remedy: string;
}

export const errorsId: Readonly<Record<ErrorCode, ErrorTexts>> = {
  INPUT_NOT_FOUND: {
    message: 'Berkas tidak ada: {path}',
    remedy: 'Periksa lokasinya, atau apakah berkas dipindahkan selama proses berjalan.',
  },
  INPUT_UNREADABLE: {
    message: 'Berkas tidak dapat dibaca: {reason}',
    remedy: 'Periksa izin berkas dan drive tempatnya berada.',
  },
  INPUT_CHANGED: {
    message: 'Berkas berubah ketika sedang diproses.',
    remedy: 'Jalankan lagi setelah program yang menulisnya selesai.',
  },
  INPUT_EMPTY: { message: 'Berkas kosong.', remedy: 'Salin lagi dari tempat asalnya.' },
  INPUT_TRUNCATED: {
    message: 'Berkas terpotong: sebagian gambar hilang.',
    remedy: 'Salin lagi dari tempat asalnya.',
  },
  INPUT_BROKEN: {
    message: 'Berkas rusak: {reason}',
    remedy: 'Buka di penyunting gambar lalu simpan lagi, atau salin dari tempat asalnya.',
  },
  INPUT_MISLABELLED: {
    message: 'Namanya menyebut {named}, tetapi isinya {actual}.',
    remedy: 'Ganti nama berkas agar akhirannya sesuai dengan isinya.',
  },
  INPUT_UNSUPPORTED: {
    message: 'Easel tidak dapat membaca berkas {format}.',
    remedy: 'Ubah dahulu menjadi JPEG, PNG, TIFF, atau WebP.',
  },
  INPUT_NOT_AN_IMAGE: { message: 'Ini bukan gambar.', remedy: 'Keluarkan dari daftar.' },
  INPUT_TOO_MANY_PIXELS: {
    message: 'Gambar berukuran {width} × {height}, melebihi batas {limit} megapiksel.',
    remedy: 'Perkecil di penyunting gambar, atau naikkan batasnya di pengaturan.',
  },
  INPUT_TOO_MANY_PAGES: {
    message: 'Berkas memiliki {pages} halaman, melebihi batas {limit}.',
    remedy: 'Pecah menjadi berkas yang lebih kecil.',
  },
  INPUT_TOO_LARGE: {
    message: 'Berkas berukuran {bytes} bita, melebihi batas {limit} untuk {format}.',
    remedy: 'Sederhanakan atau perkecil dahulu.',
  },
  INPUT_TOO_COMPLEX: {
    message: 'Gambar vektor terlalu rumit untuk dirender dengan aman: {reason}',
    remedy: 'Sederhanakan di program gambar, atau ekspor sebagai PNG.',
  },
  SOURCE_UNKNOWN: {
    message: 'Gambar ini tidak dikenal lagi di sini.',
    remedy: 'Tambahkan lagi berkas atau foldernya.',
  },
  FILE_OUTSIDE_ROOTS: {
    message: 'Berkas berada di luar folder yang boleh dipakai halaman ini: {path}',
    remedy: 'Pindahkan berkas ke salah satu folder yang boleh dipakai, atau pilih folder lain.',
  },

  OUTPUT_DISK_FULL: {
    message: 'Disk tempat {folder} sudah penuh.',
    remedy: 'Kosongkan sebagian ruang, lalu lanjutkan prosesnya.',
  },
  OUTPUT_NOT_WRITABLE: {
    message: 'Folder tidak dapat ditulisi: {folder} ({reason})',
    remedy: 'Pilih folder hasil yang lain atau ubah izinnya.',
  },
  OUTPUT_OUTSIDE_ROOT: {
    message: 'Nama ini akan menaruh berkas di luar folder hasil.',
    remedy: 'Hapus ".." dan tautan yang mengarah ke luar folder hasil.',
  },
  OUTPUT_IS_SOURCE: {
    message: 'Hasilnya akan menggantikan berkas sumber: {path}',
    remedy: 'Pilih folder hasil atau nama yang lain.',
  },
  OUTPUT_EXISTS: {
    message: 'Sudah ada berkas dengan nama ini: {path}',
    remedy: 'Pilih ganti nama, timpa, atau timpa jika berubah untuk nama yang sudah dipakai.',
  },
  OUTPUT_UP_TO_DATE: {
    message: 'Tidak ada yang berubah sejak berkas ini ditulis.',
    remedy: 'Tidak perlu melakukan apa-apa.',
  },
  OUTPUT_NOT_OURS: {
    message: 'Berkas yang ada bukan tulisan Easel, atau telah diubah sejak itu: {path}',
    remedy: 'Pilih timpa untuk menggantinya, atau ganti nama untuk menyimpan keduanya.',
  },
  OUTPUT_VERIFY_FAILED: {
    message: 'Berkas yang ditulis tidak terbaca kembali dengan benar: {reason}',
    remedy: 'Periksa drive, lalu jalankan lagi. Sumbernya tidak disentuh.',
  },
  TARGET_UNREACHABLE: {
    message: 'Target tidak dapat dicapai: {reason}',
    remedy: 'Izinkan ukuran lebih besar atau kualitas lebih rendah, atau perkecil gambarnya.',
  },
  RECIPE_NOT_APPLICABLE: {
    message: 'Resep tidak dapat diterapkan pada gambar ini: {reason}',
    remedy: 'Ubah resepnya atau keluarkan gambar ini.',
  },

  ENGINE_TIMEOUT: {
    message: 'Pemrosesan melebihi {seconds} detik dan dihentikan.',
    remedy:
      'Coba upaya yang lebih ringan atau gambar yang lebih kecil, atau naikkan batas waktu di pengaturan.',
  },
  ENGINE_CRASHED: {
    message: 'Mesin gambar berhenti dua kali pada berkas ini, jadi berkasnya disisihkan.',
    remedy: 'Buka berkas di penyunting gambar lalu simpan lagi.',
  },
  ENGINE_OUT_OF_MEMORY: {
    message: 'Pemrosesan membutuhkan memori lebih dari {megabytes} MB dan dihentikan.',
    remedy: 'Perkecil gambarnya, atau naikkan batas memori di pengaturan.',
  },
  ENGINE_UNAVAILABLE: {
    message: 'Mesin gambar tidak dapat dijalankan: {reason}',
    remedy: 'Tutup Easel lalu buka lagi. Pemeriksaan kesehatan di pengaturan menjelaskan lebih lanjut.',
  },

  USAGE_INVALID: { message: '{reason}', remedy: 'Perbaiki lalu coba lagi.' },
  RECIPE_INVALID: {
    message: 'Resep tidak sah: {reason}',
    remedy: 'Perbaiki isian yang disebut di atas.',
  },
  PRESET_INVALID: {
    message: 'Berkas preset tidak sah: {reason}',
    remedy: 'Perbaiki isian yang disebut di atas.',
  },
  PRESET_NOT_FOUND: {
    message: 'Tidak ada preset bernama {id}.',
    remedy: 'Mungkin sudah dihapus. Pilih yang lain.',
  },
  PRESET_READ_ONLY: {
    message: '{id} adalah preset bawaan dan tidak dapat diubah.',
    remedy: 'Gandakan lalu ubah salinannya.',
  },
  PRESET_EXISTS: {
    message: 'Sudah ada preset bernama {id}.',
    remedy: 'Pilih nama lain, atau ganti preset yang ada.',
  },
  NAME_TEMPLATE_INVALID: {
    message: 'Pola nama tidak sah: {reason}',
    remedy:
      'Gunakan {name} {preset} {variant} {width} {height} {format} {date} {time} {counter} {hash} {exif.date} {dir}.',
  },
  NO_INPUTS: {
    message: 'Tidak ada gambar dalam yang diberikan.',
    remedy: 'Tambahkan berkas gambar, atau folder yang memuatnya.',
  },
  JOB_NOT_FOUND: {
    message: 'Proses itu tidak ada, atau tidak ada yang terputus.',
    remedy: 'Riwayat menunjukkan apa yang sudah diproses.',
  },
  JOB_RUNNING: {
    message: 'Proses {id} sedang berjalan di tempat lain.',
    remedy: 'Tunggu sampai selesai, atau hentikan di tempat memulainya.',
  },
  HISTORY_NOT_FOUND: {
    message: 'Tidak ada catatan seperti itu di riwayat.',
    remedy: 'Lihat lagi daftarnya: mungkin catatan itu sudah dihapus.',
  },
  AUDIT_EVENT_NOT_FOUND: {
    message: 'Tidak ada peristiwa {seq} di log audit.',
    remedy: 'Lihat lagi daftarnya: peristiwa lama mungkin sudah dipangkas.',
  },
  AUDIT_HOLD_NOT_FOUND: {
    message: 'Tidak ada penahanan hukum seperti itu yang berlaku.',
    remedy: 'Lihat lagi daftarnya: mungkin penahanan itu sudah dilepas.',
  },
  AUDIT_ON_HOLD: {
    message: 'Penahanan hukum mempertahankan catatan ini.',
    remedy: 'Lepaskan dahulu penahanannya, bila alasannya sudah tidak ada.',
  },
  EXPORT_EXISTS: {
    message: 'Sudah ada berkas atau folder di sini: {path}',
    remedy: 'Pilih nama lain atau folder lain.',
  },
  AUDIT_LOG_DAMAGED: {
    message: 'Log audit tidak utuh: {reason}.',
    remedy: 'Simpan salinan folder data apa adanya sekarang, lalu verifikasi log audit.',
  },
  SETTING_UNKNOWN: {
    message: 'Tidak ada pengaturan bernama {key}.',
    remedy: 'Buka lagi pengaturan untuk melihat yang ada di versi ini.',
  },
  SETTING_INVALID: {
    message: '{key} tidak dapat bernilai {value}: {reason}',
    remedy: 'Masukkan nilai yang diizinkan.',
  },

  NOT_HERE: {
    message: 'Ini tidak dapat dilakukan di sini.',
    remedy: 'Lakukan di aplikasi desktop.',
  },
  FORBIDDEN: {
    message: 'Anda tidak diizinkan melakukan ini.',
    remedy: 'Masuk dengan akun yang diizinkan, atau tanyakan kepada admin.',
  },

  EMAIL_INVALID: {
    message: 'Itu bukan alamat email.',
    remedy: 'Masukkan alamat seperti nama@contoh.com.',
  },
  EMAIL_TAKEN: {
    message: 'Sudah ada akun dengan alamat email ini.',
    remedy: 'Masuk dengan akun itu, atau pakai alamat lain.',
  },
  NAME_INVALID: {
    message: 'Nama terdiri dari 1 sampai {most} karakter, dalam satu baris.',
    remedy: 'Masukkan nama lain.',
  },
  PASSWORD_TOO_SHORT: {
    message: 'Kata sandi kurang dari {least} karakter.',
    remedy: 'Pakai yang lebih panjang. Beberapa kata yang tidak berhubungan mudah diingat.',
  },
  PASSWORD_TOO_LONG: {
    message: 'Kata sandi lebih dari {most} karakter.',
    remedy: 'Pakai yang lebih pendek.',
  },
  PASSWORD_COMMON: {
    message: 'Kata sandi ini termasuk yang pertama kali akan ditebak orang.',
    remedy: 'Pakai beberapa kata yang tidak berhubungan.',
  },
  PASSWORD_UNUSABLE: {
    message: 'Kata sandi berisi setengah karakter, yang tidak dapat diketik.',
    remedy: 'Ketik ulang, jangan ditempel.',
  },
  PASSWORD_WRONG: {
    message: 'Kata sandi salah.',
    remedy: 'Masukkan kata sandi Anda yang sekarang.',
  },
  SIGN_IN_FAILED: {
    message: 'Alamat email atau kata sandi salah.',
    remedy: 'Periksa keduanya. Kode pemulihan dapat membuat kata sandi baru.',
  },
  SIGN_IN_WAIT: {
    message: 'Terlalu banyak percobaan yang salah. Percobaan berikutnya dapat dilakukan dalam {seconds} dtk.',
    remedy: 'Tunggu, lalu coba lagi.',
  },
  SIGN_IN_LOCKED: {
    message: 'Terlalu banyak percobaan yang salah berturut-turut, jadi akun ini dikunci.',
    remedy: 'Pakai salah satu kode pemulihannya, atau minta admin membukanya.',
  },
  SIGN_IN_BUSY: {
    message: 'Terlalu banyak orang yang sedang masuk saat ini.',
    remedy: 'Coba lagi beberapa detik lagi.',
  },
  RECOVERY_FAILED: {
    message: 'Alamat email atau kode pemulihan salah, atau kode itu sudah pernah dipakai.',
    remedy: 'Periksa keduanya, atau pakai kode lain.',
  },
  ACCOUNT_DISABLED: {
    message: 'Akun ini dinonaktifkan.',
    remedy: 'Minta admin mengaktifkannya.',
  },
  ACCOUNT_NOT_FOUND: {
    message: 'Akun itu tidak ada.',
    remedy: 'Mungkin sudah dihapus. Lihat kembali daftar akun.',
  },
  LAST_ADMIN: {
    message: 'Ini admin terakhir, dan harus ada satu.',
    remedy: 'Jadikan orang lain admin terlebih dahulu.',
  },
  SESSION_ENDED: {
    message: 'Anda sudah keluar.',
    remedy: 'Masuk lagi.',
  },
  SESSION_NOT_FOUND: {
    message: 'Tidak ada lagi yang masuk di sana.',
    remedy: 'Lihat kembali daftar perangkat.',
  },
  API_KEY_INVALID: {
    message: 'Kunci API tidak berlaku.',
    remedy: 'Pastikan kunci disalin utuh. Mungkin juga sudah kedaluwarsa atau dicabut.',
  },
  API_KEY_NOT_FOUND: {
    message: 'Kunci API itu tidak ada.',
    remedy: 'Lihat kembali daftar kunci; mungkin sudah kedaluwarsa atau dicabut.',
  },
  API_KEY_UNFIT: {
    message: 'Kunci seperti itu tidak dapat dibuat: {reason}.',
    remedy: 'Ubah yang disebut di atas.',
  },
  SECRET_UNAVAILABLE: {
    message: 'Rahasia komputer ini tidak dapat dibaca atau disimpan: {reason}',
    remedy: 'Pastikan folder data dapat Anda baca dan tulisi, dan masih ada ruang.',
  },

  REQUEST_REFUSED: {
    message: 'Permintaan ditolak: {reason}.',
    remedy: 'Buka Easel dengan tautan yang ditampilkannya, di peramban terbaru.',
  },
  REQUEST_TOO_LARGE: {
    message: 'Yang dikirim lebih dari {limit} bita.',
    remedy: 'Kirim lebih sedikit sekaligus, atau tambahkan berkas besar dari foldernya di komputer ini.',
  },
  ADDRESS_UNKNOWN: { message: 'Tidak ada apa-apa di alamat ini.', remedy: 'Kembali ke halaman awal.' },
  SESSION_UNKNOWN: {
    message: 'Halaman ini tidak terhubung ke Easel.',
    remedy: 'Tekan Enter di tempat Easel berjalan, lalu buka tautan yang baru.',
  },
  LAUNCH_LINK_SPENT: {
    message: 'Tautan ini sudah pernah dipakai, atau lebih dari satu menit.',
    remedy: 'Tekan Enter di tempat Easel berjalan, lalu buka tautan yang baru.',
  },
  INTERFACE_MISSING: {
    message: 'Antarmuka belum dibangun: {folder}',
    remedy: 'Jalankan "npm start", yang akan membangunnya.',
  },
  PORT_UNAVAILABLE: {
    message: 'Port {port} tidak dapat dipakai; mungkin sedang digunakan program lain.',
    remedy: 'Pilih port yang lain.',
  },

  QUOTA_EXCEEDED: {
    message: 'Batas {limit} per jam sudah habis; tersedia lagi pukul {at}.',
    remedy: 'Sisa proses dapat dilanjutkan pada waktu itu.',
  },

  DATABASE_TOO_NEW: {
    message: 'Basis data ditulis oleh Easel yang lebih baru ({found}).',
    remedy: 'Perbarui Easel. Basis data tidak disentuh.',
  },
  DATABASE_UNAVAILABLE: {
    message: 'Basis data tidak dapat dibuka: {reason}',
    remedy: 'Pastikan folder data dapat ditulisi dan masih ada ruang.',
  },
  CANCELLED: {
    message: 'Dihentikan sebelum berkas ini selesai.',
    remedy: 'Lanjutkan prosesnya untuk menyelesaikan.',
  },
  INTERNAL: {
    message: 'Terjadi kesalahan di dalam Easel: {reason}',
    remedy: 'Coba lagi. Jika terulang, laporkan bersama hasil pemeriksaan kesehatan dari pengaturan.',
  },
};
