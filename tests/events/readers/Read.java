// What biweekly reads in calendar files: `java -cp <its jars> Read.java <file> …` prints one line a value, in base64.

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.TextProperty;
import java.io.File;
import java.nio.charset.StandardCharsets;

import java.util.Base64;
import java.util.Date;

public class Read {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            System.out.println("file");
            ICalendar calendar = Biweekly.parse(new File(file)).first();
            for (VEvent event : calendar.getEvents()) {
                System.out.println("event");
                say("uid", event.getUid());
                System.out.println("sequence " + base64(String.valueOf(event.getSequence().getValue())));
                say("status", event.getStatus());
                say("starts", event.getDateStart().getValue());
                say("ends", event.getDateEnd().getValue());
                say("summary", event.getSummary());
                say("description", event.getDescription());
                say("location", event.getLocation());
                say("url", event.getUrl());
                say("method", calendar.getMethod());
            }
        }
    }

    private static void say(String name, TextProperty property) {
        System.out.println(name + " " + base64(property == null ? "" : property.getValue()));
    }

    private static void say(String name, Date value) {
        System.out.println(name + " " + base64(value.toInstant().toString()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
