package io.hindcast.proof;

import io.hindcast.proof.AggregateRules.Nature;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Every aggregate function of Spark, and what the order of its rows means to it. */
final class NatureTable {

    private NatureTable() {}

    static Map<String, Nature> natures() {
        Map<String, Nature> natures = new TreeMap<>();
        put(natures, Nature.LARGEST, "Max Min");
        put(natures, Nature.ANY_ROW, "First Last AnyValue");
        // A set has an order in the list that it is given as, and that is the one of a hash table.
        put(natures, Nature.LIST, "CollectList CollectSet");
        put(natures, Nature.ORDERED_LIST, "ListAgg");
        put(natures, Nature.EXTREME, "MaxBy MinBy MaxMinByK");
        put(natures, Nature.MOST_FREQUENT, "Mode PandasMode");
        put(natures, Nature.SUM, "Sum Product");
        put(natures, Nature.MEAN, "Average RegrAvgX RegrAvgY");
        put(
                natures,
                Nature.FLOATING,
                "StddevPop StddevSamp VariancePop VarianceSamp Skewness Kurtosis CovPopulation CovSample Corr"
                        + " RegrR2 RegrSXX RegrSXY RegrSYY RegrSlope RegrIntercept PandasCovar PandasKurtosis"
                        + " PandasProduct PandasSkewness PandasStddev PandasVariance");
        put(
                natures,
                Nature.APPROXIMATE,
                "ApproximatePercentile ApproxTopK ApproxTopKAccumulate ApproxTopKCombine HistogramNumeric HllSketchAgg"
                        + " HllUnionAgg KllSketchAggBigint KllSketchAggDouble KllSketchAggFloat KllMergeAggBigint"
                        + " KllMergeAggDouble KllMergeAggFloat ThetaSketchAgg ThetaUnionAgg ThetaIntersectionAgg"
                        + " TupleSketchAggDouble TupleSketchAggInteger TupleUnionAggDouble TupleUnionAggInteger"
                        + " TupleIntersectionAggDouble TupleIntersectionAggInteger");
        // A measure stands for an aggregate of a metric view, which jobs cannot read.
        put(natures, Nature.REPEATABLE, "Measure");
        // HyperLogLogPlusPlus keeps maxima, a count-min sketch and a bloom filter keep sums and bits: any order gives
        // the same. Percentile and median count values and interpolate the sorted ones.
        put(
                natures,
                Nature.REPEATABLE,
                "Count CountIf BitAndAgg BitOrAgg BitXorAgg BoolAnd BoolOr HyperLogLogPlusPlus"
                        + " CountMinSketchAgg BloomFilterAggregate Percentile PercentileCont PercentileDisc Median"
                        + " RegrCount BitmapConstructAgg BitmapOrAgg BitmapAndAgg Grouping GroupingID PivotFirst"
                        + " SchemaOfVariantAgg");
        return Map.copyOf(natures);
    }

    private static void put(Map<String, Nature> natures, Nature nature, String classes) {
        Arrays.stream(classes.split(" ")).forEach(name -> natures.put(name, nature));
    }
}
