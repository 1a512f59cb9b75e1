'use strict';

const prices = { tea: 480, coffee: 690, cup: 1250 };

/** What a basket of products costs, in cents. */
exports.total = function (basket) {
  return basket.reduce((sum, { product, count }) => {
    if (!(product in prices)) throw new Error(`no such product: ${product}`);
    return sum + prices[product] * count;
  }, 0);
};

exports.products = Object.keys(prices);
