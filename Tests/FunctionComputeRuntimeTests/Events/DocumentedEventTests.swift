import Foundation
import FunctionComputeEvents
import FunctionComputeRuntime
import Testing

/// The sample events of the platform's page "Formats of event for different triggers", word for word.
@Suite struct DocumentedEventTests {
    @Test func timer() throws {
        let event = try TimerEvent(
            event: ByteBuffer(
                string: #"{"triggerTime":"2023-12-26T07:49:00Z","triggerName":"timer-trigger","payload":"awesome-fc"}"#)
        )
        #expect(event.triggerName == "timer-trigger" && event.payload == "awesome-fc")
        #expect(event.triggerDate == Date(timeIntervalSince1970: 1_703_576_940))
        #expect(try TimerEvent(event: try JSON(event).eventOutput()) == event)
    }

    @Test func oss() throws {
        let event = try OSSEvent(event: ByteBuffer(string: Samples.oss))
        let record = try #require(event.events.first)
        #expect(record.eventName == "ObjectCreated:PutObject" && record.region == "cn-hangzhou")
        #expect(record.oss.bucket.name == "testbucket" && record.oss.object.key == "source/a.png")
        #expect(record.oss.object.size == 122_539 && record.oss.object.deltaSize == 122_539)
        #expect(record.oss.object.objectMeta?.mimeType == "application/zip")
        #expect(record.oss.object.objectMeta?.userMeta == ["x-oss-meta-last-modified": "20250213"])
        #expect(record.requestParameters?.sourceIPAddress == "140.205.XX.XX")
        #expect(record.responseElements?.requestId == "58F9FF2D3DF792092E12044C")
        #expect(record.eventDate == Date(timeIntervalSince1970: 1_660_373_143))
        #expect(try OSSEvent(event: try JSON(event).eventOutput()) == event)
    }

    @Test func logService() throws {
        let event = try LogServiceEvent(event: ByteBuffer(string: Samples.logService))
        #expect(event.source.projectName == "fc-test-project" && event.source.logstoreName == "fc-test-logstore")
        #expect(event.source.shardId == 0 && event.source.endCursor == "MTUyOTQ4MDIwOTY1NTk3ODQ2NA==")
        #expect(event.parameter == .object([:]))
        #expect(event.cursorDate == Date(timeIntervalSince1970: 1_529_486_425))
        #expect(try LogServiceEvent(event: try JSON(event).eventOutput()) == event)
    }

    @Test func dataHub() throws {
        let event = try DataHubEvent(event: ByteBuffer(string: Samples.dataHub))
        #expect(event.project == "test_project_name" && event.topic == "test_topic_name")
        #expect(event.records.map(\.eventId) == ["0:12345", "0:12346"])
        #expect(event.records[0].shard == "0")
        #expect(event.records[0].date == Date(timeIntervalSince1970: 1_463_000_123))
        #expect(try event.records[0].columns() == ["col1's value", "col2's value"])
        #expect(try DataHubEvent(event: try JSON(event).eventOutput()) == event)
    }

    @Test func dataHubTupleAsList() throws {
        let event = try DataHubEvent(
            event: ByteBuffer(
                string: #"{"eventSource":"acs:datahub","eventName":"n","eventSourceARN":"/x","records":["#
                    + #"{"eventId":"3:1","systemTime":1,"data":["a",null,"b"]}]}"#))
        #expect(try event.records[0].columns() == ["a", nil, "b"])
        #expect(event.project == nil && event.topic == nil)
    }

    @Test func messageQueue() throws {
        let event = try MNSQueueEvent(event: ByteBuffer(string: "[\(Samples.queueMessage),\(Samples.queueMessage)]"))
        #expect(event.messages.map(\.data.messageBody) == ["TEST", "TEST"])
        #expect(event.messages[0].type == "mns:Queue:SendMessage")
        #expect(event.messages[0].subject == "acs:mns:cn-hangzhou:164901546557****:queues/zeus")
        let date = try #require(event.messages[0].date)
        #expect(abs(date.timeIntervalSince1970 - 1_617_863_297.093) < 0.001)
        #expect(try MNSQueueEvent(event: try JSON(event).eventOutput()) == event)
    }

    @Test func messageQueueWithoutBatch() throws {
        let event = try MNSQueueEvent(event: ByteBuffer(string: Samples.queueMessage))
        #expect(event.messages.count == 1)
    }

    @Test func topic() throws {
        let event = try MNSTopicEvent(event: ByteBuffer(string: Samples.topic))
        #expect(event.topicName == "Mytopic" && event.message == "hello topic")
        #expect(event.attributes == ["key": "value"])
        #expect(event.publishDate == Date(timeIntervalSince1970: 1_550_216_302.888))
        #expect(try MNSTopicEvent(event: try JSON(event).eventOutput()) == event)
    }

    @Test func topicAsStream() throws {
        let plain = try MNSTopicStreamEvent(event: ByteBuffer(string: "hello topic"))
        #expect(plain.body == "hello topic" && plain.attributes.isEmpty)
        let rich = try MNSTopicStreamEvent(
            event: ByteBuffer(string: #"{"body":"hello topic","attrs":{"Extend":"{\\\"key\\\":\\\"value\\\"}"}}"#))
        #expect(rich.body == "hello topic" && rich.attributes["Extend"]?.contains("key") == true)
    }

    @Test func httpTrigger() throws {
        let event = try HTTPTriggerEvent(event: ByteBuffer(string: Samples.http))
        #expect(event.rawPath == "/example" && event.requestContext?.http?.method == "GET")
        #expect(event.queryParameters?["parameter2"] == "value1,value2")
        #expect(event.bodyData == Data("Hello FC!".utf8))
        #expect(try HTTPTriggerEvent(event: try JSON(event).eventOutput()) == event)
        var binary = event
        (binary.body, binary.isBase64Encoded) = ("AP8=", true)
        #expect(binary.bodyData == Data([0, 255]))
    }

    @Test func httpTriggerResponse() throws {
        let text = HTTPTriggerResponse(statusCode: 201, headers: ["content-type": "text/plain"], body: "made")
        #expect(
            String(buffer: try text.eventOutput())
                == #"{"body":"made","headers":{"content-type":"text/plain"},"isBase64Encoded":false,"statusCode":201}"#)
        let data = HTTPTriggerResponse(data: Data([0, 255]))
        #expect(data.body == "AP8=" && data.isBase64Encoded == true)
        #expect(try HTTPTriggerResponse(event: try data.eventOutput()) == data)
    }

    @Test func tableStoreInJSON() throws {
        try expectTableStore(try TableStoreEvent(event: ByteBuffer(string: Samples.tableStore)))
    }

    /// What Tablestore sends: the same in CBOR, here as Python's cbor2 writes it.
    @Test func tableStoreInCBOR() throws {
        let bytes = try #require(Data(base64Encoded: Samples.tableStoreCBOR))
        try expectTableStore(try TableStoreEvent(event: ByteBuffer(bytes: bytes)))
    }

    private func expectTableStore(_ event: TableStoreEvent) throws {
        #expect(event.version == "Sync-v1")
        let record = try #require(event.records.first)
        #expect(record.type == "PutRow" && record.timestamp == 1_506_416_585_740_836)
        #expect(record.primaryKey.map(\.name) == ["pk_0", "pk_1", "pk_2"])
        #expect(record.primaryKey[0].value == .integer(1_506_416_585_881_590_900))
        #expect(record.primaryKey[1].value == .string("2017-09-26 17:03:05.8815909 +0800 CST"))
        #expect(record.columns.map(\.name) == ["attr_0", "attr_1"])
        #expect(record.columns[0].value == .string("hello_table_store") && record.columns[0].type == "Put")
        #expect(record.columns[1].timestamp == 1_506_416_585_741)
    }
}
