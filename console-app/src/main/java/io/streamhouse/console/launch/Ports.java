package io.streamhouse.console.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks whether the port can be had before anything else is begun. */
final class Ports {

    private Ports() {}

    /** @throws Refusal if somebody has it, or if the address is not this machine's */
    static void checkFree(String address, int port) throws Refusal {
        InetAddress local = address(address);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(local, port));
        } catch (IOException failed) {
            if (String.valueOf(failed.getMessage()).contains("assign requested address")) {
                throw Refusal.unfit("--address=" + address + " is not an address of this machine");
            }
            if (String.valueOf(failed.getMessage()).contains("Permission denied")) {
                throw Refusal.unfit("Port " + port + " needs more rights than you have: choose another, --port=8080");
            }
            throw Refusal.unfit(taken(port));
        }
    }

    static String taken(int port) {
        return "Port " + port + " is taken by another program: choose another, such as --port=" + (port % 65_535 + 1);
    }

    static InetAddress address(String address) throws Refusal {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException unknown) {
            throw Refusal.usage("--address=" + address + " is not an address of this machine");
        }
    }
}
