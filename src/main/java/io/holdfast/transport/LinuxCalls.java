package io.holdfast.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Set;

/**
 * The system calls we need, by the foreign function interface. Like in the kernel, a negative result is the negated
 * errno.
 */
final class LinuxCalls {

    /** Where the constants and structures of {@link Linux} hold: they differ on PowerPC, MIPS, SPARC. */
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64", "riscv64");

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = function("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECVMMSG = function("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SENDMMSG = function("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle POLL = function("poll", ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT);
    private static final MethodHandle GETIFADDRS = function("getifaddrs", ADDRESS);
    private static final MethodHandle FREEIFADDRS = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("freeifaddrs"), FunctionDescriptor.ofVoid(ADDRESS));
    /** The third argument belongs to the variable ones, which some platforms pass in another way. */
    private static final MethodHandle IOCTL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            KEEP_ERRNO,
            Linker.Option.firstVariadicArg(2));

    private LinuxCalls() {}

    static boolean supported() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")
                && ARCHITECTURES.contains(System.getProperty("os.arch"))
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    /** Memory for errno, to be passed to every call; not to be shared by threads. */
    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    static int socket(MemorySegment state, int domain, int type, int protocol) {
        try {
            return result((int) SOCKET.invokeExact(state, domain, type, protocol), state);
        } catch (Throwable e) {
            throw broken("socket", e);
        }
    }

    static int bind(MemorySegment state, int descriptor, MemorySegment address) {
        try {
            return result((int) BIND.invokeExact(state, descriptor, address, (int) address.byteSize()), state);
        } catch (Throwable e) {
            throw broken("bind", e);
        }
    }

    static int setOption(MemorySegment state, int descriptor, int level, int option, MemorySegment value) {
        try {
            return result(
                    (int) SETSOCKOPT.invokeExact(state, descriptor, level, option, value, (int) value.byteSize()),
                    state);
        } catch (Throwable e) {
            throw broken("setsockopt", e);
        }
    }

    static int receive(MemorySegment state, int descriptor, MemorySegment messages, int count, int flags) {
        try {
            return result(
                    (int) RECVMMSG.invokeExact(state, descriptor, messages, count, flags, MemorySegment.NULL), state);
        } catch (Throwable e) {
            throw broken("recvmmsg", e);
        }
    }

    static int send(MemorySegment state, int descriptor, MemorySegment messages, int count) {
        try {
            return result((int) SENDMMSG.invokeExact(state, descriptor, messages, count, 0), state);
        } catch (Throwable e) {
            throw broken("sendmmsg", e);
        }
    }

    /** @param descriptors of struct pollfd: 0 fd(4)  4 events(2)  6 revents(2) */
    static int poll(MemorySegment state, MemorySegment descriptors, long count, int millis) {
        try {
            return result((int) POLL.invokeExact(state, descriptors, count, millis), state);
        } catch (Throwable e) {
            throw broken("poll", e);
        }
    }

    static int close(MemorySegment state, int descriptor) {
        try {
            return result((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable e) {
            throw broken("close", e);
        }
    }

    static int control(MemorySegment state, int descriptor, long request, MemorySegment argument) {
        try {
            return result((int) IOCTL.invokeExact(state, descriptor, request, argument), state);
        } catch (Throwable e) {
            throw broken("ioctl", e);
        }
    }

    /** Puts the address of a list into {@code head}, which is to be given to {@link #freeInterfaceAddresses}. */
    static int interfaceAddresses(MemorySegment state, MemorySegment head) {
        try {
            return result((int) GETIFADDRS.invokeExact(state, head), state);
        } catch (Throwable e) {
            throw broken("getifaddrs", e);
        }
    }

    static void freeInterfaceAddresses(MemorySegment first) {
        try {
            FREEIFADDRS.invokeExact(first);
        } catch (Throwable e) {
            throw broken("freeifaddrs", e);
        }
    }

    private static int result(int returned, MemorySegment state) {
        return returned < 0 ? -state.get(JAVA_INT, ERRNO) : returned;
    }

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments), KEEP_ERRNO);
    }

    private static IllegalStateException broken(String name, Throwable e) {
        return new IllegalStateException("calling " + name + " failed", e);
    }
}
