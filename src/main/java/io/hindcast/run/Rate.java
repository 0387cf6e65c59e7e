package io.hindcast.run;

/**
 * What computing costs.
 *
 * @param coreHour of one core for one hour
 * @param currency three capital letters, such as {@code EUR}
 */
public record Rate(double coreHour, String currency) {

    private static final double SECONDS = 3600;

    /**
     * What steps cost that took some time.
     *
     * @param seconds of steps, added up
     * @param cores what one step has of the cores, while as many others run as may: a step that has the cluster for
     *     itself takes more than that, so it is the least that the seconds can have cost
     */
    public Cost of(double seconds, double cores) {
        double coreHours = seconds * cores / SECONDS;
        return new Cost(coreHours, coreHours * coreHour, currency);
    }

    /**
     * Of something that was computed, or was not.
     *
     * @param coreHours cores times hours
     * @param money in the currency
     */
    public record Cost(double coreHours, double money, String currency) {}
}
