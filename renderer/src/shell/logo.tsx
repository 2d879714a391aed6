/** The mark: a picture standing on an easel. */
export function Logo() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none">
      <path
        d="M10 1.5v2M6 14 4 18.5M14 14l2 4.5M10 14v3"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
      <rect x="3" y="4" width="14" height="10" rx="1.5" fill="var(--easel-accent-fill)" />
      <path d="m4.5 12.5 3.6-4.4 2.7 3.2 1.9-2 2.8 3.2z" fill="#fff" />
    </svg>
  );
}
