/** The sign of Payday Payments. */
export function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="brand-ground" width="32" height="32" rx="8" />
      <path className="brand-letter" d="M11 23V9h6.5a5 5 0 0 1 0 10H11" />
    </svg>
  );
}
