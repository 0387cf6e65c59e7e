package io.hindcast.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears every Ctrl-C. A shutdown hook hears of the first alone, and Java has no public way to hear of more; the JDK's own
 * class is asked for by its name, so that a Java without it loses this and nothing else.
 */
final class Interrupts {

    private static final Logger LOG = LoggerFactory.getLogger(Interrupts.class);

    private Interrupts() {}

    /**
     * Calls it at each SIGINT, on a thread of its own, in the place of the end of the process. Where whoever started the
     * process made it deaf to SIGINT it stays so.
     */
    static void each(Runnable heard) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object own = Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handler}, of(heard));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), own);
        } catch (InvocationTargetException e) {
            // As with -Xrs: the virtual machine keeps the signal to itself.
            LOG.info("a second Ctrl-C will not be heard", e);
        } catch (ReflectiveOperationException e) {
            LOG.info("a second Ctrl-C will not be heard", e);
        }
    }

    private static InvocationHandler of(Runnable heard) {
        return (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
                heard.run();
            }
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "hindcast interrupts";
                default -> null;
            };
        };
    }
}
