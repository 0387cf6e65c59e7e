package io.hindcast.plan;

/** Small symmetric matrices. */
final class Matrices {

    private Matrices() {}

    /** The inverse of a positive definite one (Gauss and Jordan; no pivots are needed). */
    static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        double[][] left = new double[size][];
        double[][] right = new double[size][size];
        for (int i = 0; i < size; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            scale(left[pivot], right[pivot], 1 / left[pivot][pivot]);
            for (int row = 0; row < size; row++) {
                if (row != pivot) {
                    subtract(left, right, row, pivot);
                }
            }
        }
        return right;
    }

    private static void scale(double[] left, double[] right, double factor) {
        for (int i = 0; i < left.length; i++) {
            left[i] *= factor;
            right[i] *= factor;
        }
    }

    private static void subtract(double[][] left, double[][] right, int row, int pivot) {
        double factor = left[row][pivot];
        for (int i = 0; i < left.length; i++) {
            left[row][i] -= factor * left[pivot][i];
            right[row][i] -= factor * right[pivot][i];
        }
    }
}
