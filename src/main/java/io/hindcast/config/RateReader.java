package io.hindcast.config;

import io.hindcast.problem.DeclarationProblems;
import io.hindcast.run.Rate;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Reads {@code money: {core_hour: 0.05, currency: EUR}}. */
final class RateReader {

    static final String EXAMPLE = "money: {core_hour: 0.05, currency: EUR}";

    /** Of all currencies some pair is nearer than what is mostly meant: of ERU, say, those of Eritrea. */
    private static final List<String> FREQUENT = List.of(
            "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "INR", "JPY", "NOK", "PLN", "SEK", "USD");

    private RateReader() {}

    /** The key {@code money} of a mapping that may have others. */
    static Optional<Rate> read(YamlMapping mapping) {
        return mapping.optional("money").flatMap(v -> v.mapping(EXAMPLE)).flatMap(RateReader::rate);
    }

    private static Optional<Rate> rate(YamlMapping money) {
        Optional<BigDecimal> coreHour = money.required("core_hour", EXAMPLE).flatMap(v -> v.amount("core_hour: 0.05"));
        Optional<String> currency = money.required("currency", EXAMPLE).flatMap(RateReader::currency);
        money.refuseOthers();
        return coreHour.flatMap(amount -> currency.map(name -> new Rate(amount.doubleValue(), name)));
    }

    /** One that ISO 4217 knows: a mistyped one would stand under every figure. */
    private static Optional<String> currency(YamlValue value) {
        return value.text("currency: EUR")
                .flatMap(name -> isCurrency(name)
                        ? Optional.of(name)
                        : value.refuse(DeclarationProblems.unknownCurrency(name, FREQUENT)));
    }

    private static boolean isCurrency(String name) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(each -> each.getCurrencyCode().equals(name));
    }
}
