import { products, total, type Item } from '@shop/prices';

export const handler = async (): Promise<string> =>
  products
    .map((product): Item => ({ product, count: 1 }))
    .map((item) => `${item.product}: ${(total([item]) / 100).toFixed(2)}`)
    .join('\n');
