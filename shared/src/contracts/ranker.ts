import Type, { type Static } from 'typebox'
import { leavesMax } from './tree-limits.ts'

/**
 * A binary tree by its splits: `left` and `right` of a split are the index of a later split, or -1 - n for leaf n. Left is
 * where the feature is at most the threshold. A tree without splits has one leaf.
 */
const RankerTree = Type.Object(
  {
    features: Type.Array(Type.String(), { maxItems: leavesMax - 1 }),
    thresholds: Type.Array(Type.Number(), { maxItems: leavesMax - 1 }),
    left: Type.Array(Type.Integer(), { maxItems: leavesMax - 1 }),
    right: Type.Array(Type.Integer(), { maxItems: leavesMax - 1 }),
    leaves: Type.Array(Type.Number(), { minItems: 1, maxItems: leavesMax })
  },
  { additionalProperties: false }
)
export type RankerTree = Static<typeof RankerTree>

/** A ranker's file: the weight of every feature, and trees whose leaves are added to the weighted sum. */
export const RankerFile = Type.Object(
  {
    version: Type.String({
      pattern: '^[a-z0-9][a-z0-9.-]{0,39}$',
      description: 'rises with every new set; every answer carries it'
    }),
    weights: Type.Record(Type.String(), Type.Number()),
    trees: Type.Array(RankerTree, { maxItems: 1000 })
  },
  { additionalProperties: false }
)
export type RankerFile = Static<typeof RankerFile>
