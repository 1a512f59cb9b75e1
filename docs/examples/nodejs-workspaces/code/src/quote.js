'use strict';

const { total } = require('@shop/prices');

exports.handler = async (event) => {
  const request = JSON.parse(event.toString());
  const basket = JSON.parse(request.body);
  return { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ cents: total(basket) }) };
};
