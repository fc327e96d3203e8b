package io.holdfast.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Gives up the calling thread's capabilities: Linux keeps them by thread, so a test can see what others run into. */
final class UnprivilegedThread {

    private static final int VERSION_3 = 0x20080522;
    private static final MethodHandle CAPSET = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("capset"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    private UnprivilegedThread() {}

    /** For good: let the thread end afterwards. */
    static void dropCapabilities() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = arena.allocate(8, 4);
            header.set(JAVA_INT, 0, VERSION_3);
            // Two times effective, permitted and inheritable, all of them empty.
            int result = (int) CAPSET.invokeExact(header, arena.allocate(24, 4));
            if (result != 0) {
                throw new IllegalStateException("capset failed");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
