package example.orders;

import com.aliyun.fc.runtime.Context;
import com.aliyun.fc.runtime.StreamRequestHandler;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Adds up an order: {"items": [{"price": 2.5, "count": 4}]} becomes {"total": 10.0}. */
public class Totals implements StreamRequestHandler {
    static class Item {
        double price;
        int count = 1;
    }

    static class Order {
        Item[] items = {};
    }

    private final Gson gson = new Gson();

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        Order order = gson.fromJson(new InputStreamReader(input, StandardCharsets.UTF_8), Order.class);
        double total = 0;
        for (Item item : order.items) {
            total += item.price * item.count;
        }
        output.write(gson.toJson(Map.of("total", total)).getBytes(StandardCharsets.UTF_8));
    }
}
