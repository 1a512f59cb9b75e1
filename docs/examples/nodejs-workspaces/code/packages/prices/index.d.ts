export interface Item {
  product: string;
  count: number;
}
export function total(basket: Item[]): number;
export const products: string[];
