import java.util.UUID;

final class Ids {
    static String next() {
        return UUID.randomUUID().toString();
    }
}
