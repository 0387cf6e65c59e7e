package io.hindcast.delta;

/** Exceptions of Scala code, which declares none. */
final class Failures {

    private Failures() {}

    /** What lies at the bottom of an error, in one line; the layers above only say that something failed. */
    static String root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    /** The same error in a form that needs no declaration. */
    static RuntimeException unchecked(Exception error) {
        return error instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("Delta failed: " + error.getMessage(), error);
    }
}
