/** A schema's own refusal with a code of its own, for `refine`. */
export function refusal(code: string, message: string): { error: string; params: { code: string } } {
  return { error: message, params: { code } };
}
