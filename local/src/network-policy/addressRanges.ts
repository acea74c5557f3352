/** An inclusive range of IPv4 addresses as unsigned 32-bit numbers. */
export interface AddressRange {
  first: number;
  last: number;
}

/** A set of IPv4 addresses: ranges in ascending order that neither overlap nor touch. */
export type AddressRanges = readonly AddressRange[];

/** An IPv4 address as a number; `undefined` for anything else, IPv6 included. */
export function parseAddress(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const bytes = match?.slice(1).map(Number);
  if (!bytes || bytes.some(byte => byte > 255)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** The addresses of an IPv4 block, whatever its host bits; `undefined` for anything else, IPv6 included. */
export function parseBlock(text: string): AddressRange | undefined {
  const match = /^([\d.]+)\/(\d{1,2})$/.exec(text);
  const address = match ? parseAddress(match[1]) : undefined;
  const prefixLength = Number(match?.[2]);
  if (address === undefined || prefixLength > 32) return undefined;
  const size = 2 ** (32 - prefixLength);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
}

/** The set of all addresses in these ranges, which may come in any order and overlap. */
export function unite(ranges: Iterable<AddressRange>): AddressRanges {
  const united: AddressRange[] = [];
  for (const { first, last } of [...ranges].sort((a, b) => a.first - b.first)) {
    const previous = united.at(-1);
    if (previous && first <= previous.last + 1)
      previous.last = Math.max(previous.last, last);
    else united.push({ first, last });
  }
  return united;
}

/** One range without the addresses of others. */
export function subtract(
  from: AddressRange,
  taken: Iterable<AddressRange>,
): AddressRanges {
  const left: AddressRange[] = [];
  let first = from.first;
  for (const hole of unite(taken)) {
    if (hole.last < first) continue;
    if (hole.first > from.last) break;
    if (hole.first > first) left.push({ first, last: hole.first - 1 });
    first = hole.last + 1;
  }
  if (first <= from.last) left.push({ first, last: from.last });
  return left;
}

/** True when the address is in the set. Takes logarithmic time: a large cluster asks for every pod and rule. */
export function includesAddress(
  ranges: AddressRanges,
  address: number,
): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (address < ranges[middle].first) high = middle - 1;
    else if (address > ranges[middle].last) low = middle + 1;
    else return true;
  }
  return false;
}

/** An address as people write it. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map(shift => (address >>> shift) & 255).join('.');
}

/** A range as nft writes it: one address, or two with a dash between. */
export function formatRange({ first, last }: AddressRange): string {
  return first === last
    ? formatAddress(first)
    : `${formatAddress(first)}-${formatAddress(last)}`;
}
