"""Boosted trees beside the linear score, cross-validated over graduates.

npm run fit:weights -- --dump features.json
pip install lightgbm==4.7.0 && python models/evaluation/boosted_trees.py features.json
"""

import json
import math
import sys

import lightgbm
import numpy


def ndcg(grades, ideal):
    def gain(values):
        return sum((2**value - 1) / math.log2(place + 2) for place, value in enumerate(values[:10]))

    return gain(grades) / gain(ideal)


def main(path):
    data = json.load(open(path))
    monotone = [-1 if name in data["negative"] else 1 for name in data["names"]]
    cases = []
    for case in data["cases"]:
        taught = case["rows"] if case["deep"] else [row for row in case["rows"] if row["grade"] is not None]
        features = numpy.array([row["x"] for row in taught])
        cases.append((case, features, numpy.array([row["grade"] or 0 for row in taught])))
    for leaves, least, rounds in ((7, 20, 150), (4, 40, 200)):
        figures = []
        for held, (case, _, _) in enumerate(cases):
            if not case["deep"]:
                continue
            others = [one for n, one in enumerate(cases) if n != held]
            dataset = lightgbm.Dataset(
                numpy.vstack([features for _, features, _ in others]),
                numpy.concatenate([grades for _, _, grades in others]),
                group=[len(grades) for _, _, grades in others],
            )
            options = {
                "objective": "lambdarank",
                "monotone_constraints": monotone,
                "num_leaves": leaves,
                "min_data_in_leaf": least,
                "learning_rate": 0.05,
                "lambda_l2": 5,
                "seed": 1,
                "num_threads": 1,
                "verbose": -1,
            }
            model = lightgbm.train(options, dataset, rounds)
            order = numpy.argsort(-model.predict(numpy.array([row["x"] for row in case["rows"]])), kind="stable")
            figures.append(ndcg([case["rows"][n]["grade"] or 0 for n in order], case["ideal"]))
        print(f"{leaves} leaves, {rounds} trees: nDCG@10 {numpy.mean(figures):.3f}")


main(sys.argv[1])
