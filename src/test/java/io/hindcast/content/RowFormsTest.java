package io.hindcast.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spark hands rows on as objects or as bytes, and some types have a way of their own through each. */
class RowFormsTest {

    private static final long DECIMAL_SEED = 16;

    static Stream<DecimalType> decimals() {
        return Stream.of(1, 9, 10, 18, 19, 20, 38)
                .flatMap(precision -> Stream.of(0, precision / 2, precision)
                        .map(scale -> DataTypes.createDecimalType(precision, scale)));
    }

    @ParameterizedTest
    @MethodSource("decimals")
    void decimalsHashByUnscaledValueAndScaleWhateverTheyAreKeptIn(DecimalType type) {
        for (BigInteger unscaled : unscaled(type.precision())) {
            Decimal value = Decimal.apply(new BigDecimal(unscaled, type.scale()), type.precision(), type.scale());
            ContentHash expected = ofHash(reference(unscaled, type.scale()));
            InternalRow row = new GenericInternalRow(new Object[] {value});
            StructType schema = new StructType().add("v", type);

            assertThat(hash(schema, row)).as("%s of %s", unscaled, type).isEqualTo(expected);
            assertThat(hash(schema, UnsafeProjection.create(schema).apply(row)))
                    .as("%s of %s as bytes", unscaled, type)
                    .isEqualTo(expected);
        }
    }

    /** Those next to the edges of bytes and of longs, as far as the precision allows. */
    private static List<BigInteger> unscaled(int precision) {
        BigInteger end = BigInteger.TEN.pow(precision);
        Random random = new Random(precision);
        Stream<BigInteger> edges = Stream.iterate(0, bits -> bits <= 126, bits -> bits + 1)
                .map(BigInteger.ONE::shiftLeft)
                .flatMap(power -> Stream.of(power, power.subtract(BigInteger.ONE)));
        Stream<BigInteger> any =
                Stream.generate(() -> new BigInteger(126, random).mod(end)).limit(50);
        return Stream.concat(Stream.concat(edges, any), Stream.of(end.subtract(BigInteger.ONE)))
                .flatMap(value -> Stream.of(value, value.negate()))
                .filter(value -> value.abs().compareTo(end) < 0)
                .toList();
    }

    /** As the scheme has it, without any short cut. */
    private static long reference(BigInteger unscaled, int scale) {
        if (unscaled.bitLength() < Long.SIZE) {
            return XXH64.hashLong(unscaled.longValueExact(), DECIMAL_SEED + scale);
        }
        byte[] bytes = unscaled.toByteArray();
        return XXH64.hashUnsafeBytes(
                bytes, org.apache.spark.unsafe.Platform.BYTE_ARRAY_OFFSET, bytes.length, DECIMAL_SEED + scale);
    }

    /** A table of one row and one column, of which the value has this hash. */
    private static ContentHash ofHash(long hash) {
        long first = Mix.first(hash);
        long second = Mix.second(hash);
        PartitionDigest digest = new PartitionDigest(1);
        digest.addValue(0, first, second);
        digest.addRow(Mix.second(first), Mix.first(second));
        return digest.hash(List.of("v"));
    }

    private static ContentHash hash(StructType schema, InternalRow row) {
        RowHasher hasher = new RowHasher(schema, List.of());
        PartitionDigest digest = hasher.digest();
        hasher.add(row, digest);
        return digest.hash(hasher.columns());
    }

    @Test
    void everyOtherTypeHashesAlikeInBothFormsToo() {
        StructType schema = StructType.fromDDL("a tinyint, b smallint, c int, d bigint, e boolean, f float, g double,"
                + " h string, i binary, j date, k timestamp, l timestamp_ntz");
        Random random = new Random(7);
        UnsafeProjection projection = UnsafeProjection.create(schema);
        for (int round = 0; round < 1_000; round++) {
            Object[] values = new Object[schema.size()];
            for (int i = 0; i < values.length; i++) {
                if (random.nextInt(5) != 0) {
                    values[i] = value(schema.fields()[i].dataType(), random);
                }
            }
            InternalRow row = new GenericInternalRow(values);
            assertThat(hash(schema, projection.apply(row))).isEqualTo(hash(schema, row));
        }
    }

    private static Object value(DataType type, Random random) {
        int number = random.nextInt();
        return switch (type.typeName()) {
            case "byte" -> (byte) number;
            case "short" -> (short) number;
            case "integer", "date" -> number;
            case "boolean" -> number % 2 == 0;
            case "float" -> Float.intBitsToFloat(number);
            case "double" -> Double.longBitsToDouble(random.nextLong());
            case "string" ->
                org.apache.spark.unsafe.types.UTF8String.fromString("ä".repeat(random.nextInt(40)) + number);
            case "binary" -> new BigInteger(random.nextInt(400), random).toByteArray();
            default -> random.nextLong();
        };
    }
}
