/** Who the seeded data belongs to. The ids are fixed, so that a link to a seeded merchant works everywhere. */
export interface SeededMerchant {
  id: string;
  name: string;
  /** Names it in addresses. */
  slug: string;
  feeBasisPoints: number;
  /** Share of all payments. */
  weight: number;
  currencies: readonly (readonly [currency: string, weight: number])[];
  /** Range of a usual amount in major units. */
  usual: readonly [low: number, high: number];
  products: readonly string[];
  webhookUrl: string;
  userName: string;
  userEmail: string;
}

export const SEEDED_MERCHANTS: readonly SeededMerchant[] = [
  {
    id: '01890000-0000-7000-8000-000000000001',
    name: 'Nordlicht Coffee',
    slug: 'nordlicht-coffee',
    feeBasisPoints: 140,
    weight: 7,
    currencies: [
      ['EUR', 8],
      ['USD', 3],
      ['SEK', 1],
    ],
    usual: [6, 90],
    products: ['Filter coffee, 1 kg', 'Espresso beans, 500 g', 'Hand grinder', 'Subscription, monthly', 'Gift card'],
    webhookUrl: 'https://hooks.nordlicht.example/payments',
    userName: 'Mira Lindqvist',
    userEmail: 'mira@nordlicht.example',
  },
  {
    id: '01890000-0000-7000-8000-000000000002',
    name: 'Kumo Records',
    slug: 'kumo-records',
    feeBasisPoints: 180,
    weight: 3,
    currencies: [
      ['JPY', 6],
      ['USD', 3],
      ['KWD', 1],
    ],
    usual: [15, 240],
    products: ['LP', 'Box set', 'Concert ticket', 'T-shirt', 'Headphones'],
    webhookUrl: 'https://kumo.example/hooks',
    userName: 'Kenji Mori',
    userEmail: 'kenji@kumo.example',
  },
];
