"""Trees on top of the linear score: what they add in cross-validation over graduates, and the ranker's file.

npm run fit:weights -- --dump features.json
pip install lightgbm==4.7.0
python models/ranker/train.py features.json --version trees-3 --output models/ranker/ranker.json

LambdaMART (Burges 2010) that starts from the linear score, every feature monotone as its weight is. Without --output
nothing is written.
"""

import argparse
import json

import lightgbm
import numpy

TREES = 100
SEEDS = (0, 1)
#: The trees' values times this: with few judgements a tree is shy of what it found.
BOLDNESS = 1.5
#: Of postings that nobody judged, those that the linear score puts this high teach as unsuitable.
UNJUDGED_TOP = 120
DIGITS = 5

OPTIONS = {
    "objective": "lambdarank",
    "num_leaves": 5,
    "learning_rate": 0.05,
    "min_data_in_leaf": 25,
    "lambda_l2": 5,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "label_gain": [0, 1, 3, 7],
    "lambdarank_truncation_level": 15,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}


class Case:
    def __init__(self, data, weights):
        self.deep = data["deep"]
        self.ideal = data["ideal"]
        self.features = numpy.array([row["x"] for row in data["rows"]])
        self.grades = numpy.array([-1 if row["grade"] is None else row["grade"] for row in data["rows"]])
        self.linear = self.features @ weights
        place = numpy.argsort(numpy.argsort(-self.linear))
        self.taught = (self.grades >= 0) | (self.deep & (place < UNJUDGED_TOP))


def dcg(grades):
    return sum((2**grade - 1) / numpy.log2(place + 2) for place, grade in enumerate(grades[:10]))


def measure(case, scores):
    """nDCG@10 with unjudged as 0, over the judged alone, and the share of grade 0."""
    best = dcg(case.ideal)
    if best == 0:
        return None
    ranked = case.grades[numpy.argsort(-scores, kind="stable")]
    return dcg(numpy.maximum(ranked, 0)) / best, dcg(ranked[ranked >= 0]) / best, numpy.mean(ranked[:10] == 0)


def report(name, cases, scores):
    figures = []
    for deep in (True, False):
        found = [measure(case, score) for case, score in zip(cases, scores) if case.deep == deep]
        mean = numpy.mean([one for one in found if one is not None], axis=0)
        figures.append("nDCG@10 {:.3f}, judged alone {:.3f}, grade 0 {:.3f}".format(*mean))
    print(f"{name}: given {figures[0]}; own {figures[1]}", flush=True)


def train(cases, monotone, seed):
    taught = [case for case in cases if (case.grades[case.taught] > 0).any()]
    dataset = lightgbm.Dataset(
        numpy.vstack([case.features[case.taught] for case in taught]),
        numpy.concatenate([numpy.maximum(case.grades[case.taught], 0) for case in taught]),
        group=[case.taught.sum() for case in taught],
        init_score=numpy.concatenate([case.linear[case.taught] for case in taught]),
    )
    return lightgbm.train({**OPTIONS, "monotone_constraints": monotone, "seed": seed}, dataset, TREES)


def predict(models, case):
    return BOLDNESS * numpy.mean([model.predict(case.features) for model in models], axis=0)


def cross_validate(cases, monotone, folds=10):
    order = numpy.random.RandomState(0).permutation(len(cases))
    scores = [None] * len(cases)
    for fold in range(folds):
        held = set(order[fold::folds])
        models = [train([c for n, c in enumerate(cases) if n not in held], monotone, seed) for seed in SEEDS]
        for n in held:
            scores[n] = cases[n].linear + predict(models, cases[n])
    return scores


def exported(model, names, share):
    """A model's trees in the form of the ranker's file; see shared/src/contracts/ranker.ts."""
    trees = []
    for info in model.dump_model()["tree_info"]:
        tree = {"features": [], "thresholds": [], "left": [], "right": [], "leaves": []}

        def walk(node):
            if "leaf_value" in node:
                tree["leaves"].append(round(share * node["leaf_value"], DIGITS + 3))
                return -len(tree["leaves"])
            at = len(tree["features"])
            assert node["decision_type"] == "<=" and node["default_left"] is not None
            tree["features"].append(names[node["split_feature"]])
            tree["thresholds"].append(round(node["threshold"], DIGITS))
            tree["left"].append(0)
            tree["right"].append(0)
            tree["left"][at] = walk(node["left_child"])
            tree["right"][at] = walk(node["right_child"])
            return at

        walk(info["tree_structure"])
        if len(tree["features"]) > 0:
            trees.append(tree)
    return trees


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("features")
    parser.add_argument("--version", default="trees-3")
    parser.add_argument("--output")
    given = parser.parse_args()
    with open(given.features, encoding="utf8") as file:
        data = json.load(file)
    names = data["names"]
    weights = numpy.array([data["weights"][name] for name in names])
    cases = [Case(case, weights) for case in data["cases"]]
    # gates alone decide on what was let in through an open gate: no tree may weigh it
    monotone = [int(numpy.sign(weight)) for weight in weights]
    report("linear", cases, [case.linear for case in cases])
    report("with trees, cross-validated", cases, cross_validate(cases, monotone))
    if given.output is None:
        return
    models = [train(cases, monotone, seed) for seed in SEEDS]
    report("with trees, on what they saw", cases, [case.linear + predict(models, case) for case in cases])
    share = BOLDNESS / len(SEEDS)
    file = {
        "version": given.version,
        "weights": data["weights"],
        "trees": [tree for model in models for tree in exported(model, names, share)],
    }
    with open(given.output, "w", encoding="utf8") as output:
        json.dump(file, output, separators=(",", ":"))
        output.write("\n")


main()
