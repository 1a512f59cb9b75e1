import Foundation
import Testing

extension JavaBuildTests {
    /// The Java example of `docs/examples`, as a user builds it.
    @Suite struct Example {
        @Test func buildsAndAnswers() throws {
            let java = try JavaProject(copying: "docs/examples/java-orders")
            try java.build()
            #expect(try java.names("layers/json") == ["java/lib/gson-2.10.jar"])
            #expect(try java.names("functions/orders").last == "lib/fc-java-core-1.4.1.jar")
            for zip in ["layers/json", "functions/orders"] {
                try Judge.accepts("\(java.path)/.fclayer/out/\(zip).zip")
                let folder = "\(java.path)/unpacked/\(zip)"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                let unzip = try Program.run("unzip", ["-q", "\(java.path)/.fclayer/out/\(zip).zip", "-d", folder])
                #expect(unzip.status == 0)
            }
            try java.project.write(
                "caller/Caller.java",
                """
                import java.io.*;
                public class Caller {
                    public static void main(String[] arguments) throws Exception {
                        ByteArrayOutputStream output = new ByteArrayOutputStream();
                        new example.orders.Totals().handleRequest(
                            new ByteArrayInputStream(arguments[0].getBytes("UTF-8")), output, null);
                        System.out.print(output);
                    }
                }
                """)
            let code = java.path + "/unpacked/functions/orders"
            let run = try Program.run(
                "java",
                [
                    "-cp", "\(code):\(code)/lib/*:\(java.path)/unpacked/layers/json/java/lib/*",
                    java.path + "/caller/Caller.java", #"{"items": [{"price": 2.5, "count": 4}, {"price": 1}]}"#,
                ])
            #expect(run.output == #"{"total":11.0}"#, "\(run.errors)")
            let validate = try java.fclayer(["validate", "--strict"])
            #expect(validate.status == 0, "\(validate.output)\(validate.errors)")
        }
    }
}
