/**
 * Degree levels in rising order; the index is the level's rank. `none` = no degree asked (学历不限). Apart from the schemas, so
 * that threads that check no input do without their library.
 */
export const degreeLevels = ['none', '初中', '高中', '中专', '大专', '本科', '硕士', '博士'] as const
