import { Rational } from '@tallystick/quantities';
import type { PointsConversion, TermsVersion } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import type { OperandValue } from '../statement/statement.js';
import { bandOf, bandOperands } from './bands.js';
import { amountOf, plainPricing, priceValue } from './price-amount.js';

/**
 * What the points of a period are worth in money: so much for each, or the price of the band that their sum stands in.
 * A sum below all bands is worth nothing.
 */
export function convertPoints(
  context: PeriodContext,
  governing: TermsVersion,
  conversion: PointsConversion,
  points: Rational,
): { readonly exact: Rational; readonly operands: Readonly<Record<string, OperandValue>> } {
  const band = conversion.kind === 'bands' ? bandOf(conversion.bands, points) : undefined;
  const price = conversion.kind === 'each' ? conversion.price : band?.price;
  const about = { conversion: conversion.kind, points: points.toString() };
  if (price === undefined) return { exact: Rational.zero, operands: { ...about, band: null } };
  const pricing = plainPricing(context.world, context.period, conversion.base, governing.terms.credits);
  const { exact, base, operands } = amountOf(price, 'occurrence', pricing);
  return {
    exact: conversion.kind === 'each' ? exact.times(points) : exact,
    operands: {
      ...about,
      ...(conversion.kind === 'bands' && band !== undefined ? bandOperands(conversion.bands, band) : {}),
      price: priceValue(price).toDecimal(),
      priceKind: price.kind,
      base: base?.toString() ?? null,
      ...operands,
    },
  };
}
