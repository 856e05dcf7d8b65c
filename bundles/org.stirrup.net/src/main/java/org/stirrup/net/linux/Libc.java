package org.stirrup.net.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** The few functions of the C library that sockets of one interface need (man sections 2 and 7). */
interface Libc extends Library {
    int AF_INET = 2;
    int SOCK_DGRAM = 2;
    int SOCK_CLOEXEC = 0x80000;
    int SOL_SOCKET = 1;
    int SO_BINDTODEVICE = 25;
    int MSG_DONTWAIT = 0x40;

    int SIOCGIFFLAGS = 0x8913;
    int SIOCSARP = 0x8955;

    int EPERM = 1;
    int EACCES = 13;
    int EADDRINUSE = 98;

    static Libc load() {
        return Native.load("c", Libc.class);
    }

    int socket(int domain, int type, int protocol) throws LastErrorException;

    int setsockopt(int descriptor, int level, int option, byte[] value, int length) throws LastErrorException;

    int getsockopt(int descriptor, int level, int option, byte[] value, int[] length) throws LastErrorException;

    int bind(int descriptor, byte[] address, int length) throws LastErrorException;

    int ioctl(int descriptor, NativeLong request, byte[] argument) throws LastErrorException;

    NativeLong recv(int descriptor, byte[] buffer, NativeLong length, int flags) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
}
