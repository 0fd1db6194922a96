// A report in Java (org.eclipse.paho:org.eclipse.paho.client.mqttv3:1.2.5): sends it until its receipt is there.
//   javac -cp org.eclipse.paho.client.mqttv3-1.2.5.jar Report.java
//   java -cp org.eclipse.paho.client.mqttv3-1.2.5.jar:. Report
// From the environment: HOST, PORT, ACCOUNT, PASSWORD (for a broker with accounts).
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

public final class Report {
    public static void main(String[] arguments) throws Exception {
        String account = System.getenv().getOrDefault("ACCOUNT", "radio-7");
        String host = System.getenv().getOrDefault("HOST", "127.0.0.1");
        String port = System.getenv().getOrDefault("PORT", "1883");
        LinkedBlockingQueue<String> receipts = new LinkedBlockingQueue<>();

        MqttConnectOptions options = new MqttConnectOptions();
        options.setCleanSession(false);
        if (System.getenv("PASSWORD") != null) {
            options.setUserName(account);
            options.setPassword(System.getenv("PASSWORD").toCharArray());
        }
        try (MqttClient client = new MqttClient("tcp://" + host + ":" + port, account + ".example", new MemoryPersistence())) {
            client.connect(options);
            client.subscribe("oov/down/" + account + "/receipt", 1,
                    (topic, message) -> receipts.add(new String(message.getPayload(), StandardCharsets.UTF_8)));

            // Made once: a resend of the same bytes with the same id makes nothing new.
            String id = UUID.randomUUID().toString();
            byte[] body = ("{\"id\":\"" + id + "\",\"category\":\"theft\",\"text\":\"seen from the van\",\"lat\":51.92,\"lon\":4.48}")
                    .getBytes(StandardCharsets.UTF_8);
            for (int attempt = 0; attempt < 8; attempt++) {
                client.publish("oov/up/" + account + "/report", body, 1, false);
                String receipt = receipts.poll(5, TimeUnit.SECONDS);
                // Another input's receipt, none at all, or "not now": the same again, later. Use a JSON library in earnest.
                if (receipt != null && receipt.contains("\"id\":\"" + id + "\"") && !receipt.contains("\"retry\":true")) {
                    System.out.println(receipt);
                    client.disconnect();
                    return;
                }
                Thread.sleep((long) (Math.min(1 << attempt, 60) * 1000 * Math.random()));
            }
        }
        System.err.println("the hub did not answer: keep the message, and send it again later");
        System.exit(75);
    }
}
