/** Small Chinese numbers as they stand before a unit of time: 半年, 两个月, 十年. */
export const smallNumerals: Readonly<Record<string, number>> = {
  半: 0.5,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10
}
