/// Sample events of the platform's pages.
enum Samples {
    static let oss = #"""
        { "events": [ { "eventName": "ObjectCreated:PutObject", "eventSource": "acs:oss",
        "eventTime": "2022-08-13T06:45:43.000Z", "eventVersion": "1.0", "oss": { "bucket": {
        "arn": "acs:oss:cn-hangzhou:123456789:testbucket", "name": "testbucket", "ownerIdentity": "164901546557****" },
        "object": { "deltaSize": 122539, "eTag": "688A7BF4F233DC9C88A80BF985AB****", "key": "source/a.png", "objectMeta": {
        "mimeType": "application/zip", "userMeta": { "x-oss-meta-last-modified":"20250213" } }, "size": 122539 },
        "ossSchemaVersion": "1.0", "ruleId": "9adac8e253828f4f7c0466d941fa3db81161****" }, "region": "cn-hangzhou",
        "requestParameters": { "sourceIPAddress": "140.205.XX.XX" }, "responseElements": {
        "requestId": "58F9FF2D3DF792092E12044C" }, "userIdentity": { "principalId": "164901546557****" } } ] }
        """#

    static let logService = #"""
        { "parameter": {}, "source": { "endpoint": "http://cn-hangzhou-intranet.log.aliyuncs.com",
        "projectName": "fc-test-project", "logstoreName": "fc-test-logstore", "shardId": 0,
        "beginCursor": "MTUyOTQ4MDIwOTY1NTk3ODQ2Mw==", "endCursor": "MTUyOTQ4MDIwOTY1NTk3ODQ2NA==" },
        "jobName": "1f7043ced683de1a4e3d8d70b5a412843d81****", "taskId": "c2691505-38da-4d1b-998a-f1d4bb8c****",
        "cursorTime": 1529486425 }
        """#

    static let dataHub = #"""
        { "eventSource": "acs:datahub", "eventName": "acs:datahub:putRecord",
        "eventSourceARN": "/projects/test_project_name/topics/test_topic_name", "region": "cn-hangzhou",
        "records": [ { "eventId": "0:12345", "systemTime": 1463000123000,
        "data": "[\"col1's value\",\"col2's value\"]" }, { "eventId": "0:12346", "systemTime": 1463000156000,
        "data": "[\"col1's value\",\"col2's value\"]" } ] }
        """#

    static let queueMessage = #"""
        { "id":"c2g71017-6f65-fhcf-a814-a396fc8d****", "source":"MNS-Function-mnstrigger", "specversion":"1.0",
        "type":"mns:Queue:SendMessage", "datacontenttype":"application/json; charset=utf-8",
        "subject":"acs:mns:cn-hangzhou:164901546557****:queues/zeus", "time":"2021-04-08T06:28:17.093Z",
        "aliyunaccountid":"164901546557****", "aliyunpublishtime":"2021-10-15T07:06:34.028Z",
        "aliyunoriginalaccountid":"164901546557****", "aliyuneventbusname":"MNS-Function-mnstrigger",
        "aliyunregionid":"cn-chengdu", "aliyunpublishaddr":"42.120.XX.XX", "data":{ "requestId":"606EA3074344430D4C81****",
        "messageId":"C6DB60D1574661357FA227277445****", "messageBody":"TEST" } }
        """#

    static let topic = #"""
        { "key": "value", "TopicOwner": "118620210433****", "Message": "hello topic", "Subscriber": "118620210433****",
        "PublishTime": 1550216302888, "SubscriptionName": "test-fc-subscribe",
        "MessageMD5": "BA4BA9B48AC81F0F9C66F6C909C3****", "TopicName": "Mytopic",
        "MessageId": "2F5B3C281B283D4EAC694B742528****" }
        """#

    static let http = #"""
        { "version": "v1", "rawPath": "/example", "body": "Hello FC!", "isBase64Encoded": false, "headers": {
        "header1": "value1", "header2": "value1,value2" }, "queryParameters": { "parameter1": "value1",
        "parameter2": "value1,value2" }, "requestContext": { "accountId": "123456*********",
        "domainName": "<http-trigger-id>.<region-id>.fcapp.run", "domainPrefix": "<http-trigger-id>", "http": {
        "method": "GET", "path": "/example", "protocol": "HTTP/1.1", "sourceIp": "11.11.11.**",
        "userAgent": "PostmanRuntime/7.32.3" }, "requestId": "1-64f6cd87-*************", "time": "2023-09-05T06:41:11Z",
        "timeEpoch": "1693896071895" } }
        """#

    static let tableStore = #"""
        { "Version": "Sync-v1", "Records": [ { "Type": "PutRow", "Info": { "Timestamp": 1506416585740836 }, "PrimaryKey": [
        { "ColumnName": "pk_0", "Value": 1506416585881590900 }, { "ColumnName": "pk_1",
        "Value": "2017-09-26 17:03:05.8815909 +0800 CST" }, { "ColumnName": "pk_2", "Value": 1506416585741000 } ],
        "Columns": [ { "Type": "Put", "ColumnName": "attr_0", "Value": "hello_table_store", "Timestamp": 1506416585741 },
        { "Type": "Put", "ColumnName": "attr_1", "Value": 1506416585881590900, "Timestamp": 1506416585741 } ] } ] }
        """#

    static let tableStoreCBOR =
        "omdWZXJzaW9uZ1N5bmMtdjFnUmVjb3Jkc4GkZFR5cGVmUHV0Um93ZEluZm+haVRpbWVzdGFtcBsABVoT8XoSJGpQcmltYXJ5S2V5"
        + "g6JqQ29sdW1uTmFtZWRwa18wZVZhbHVlGxTn3edNOpx0ompDb2x1bW5OYW1lZHBrXzFlVmFsdWV4JTIwMTctMDktMjYgMTc6MDM6"
        + "MDUuODgxNTkwOSArMDgwMCBDU1SiakNvbHVtbk5hbWVkcGtfMmVWYWx1ZRsABVoT8XoSyGdDb2x1bW5zgqRkVHlwZWNQdXRqQ29s"
        + "dW1uTmFtZWZhdHRyXzBlVmFsdWVxaGVsbG9fdGFibGVfc3RvcmVpVGltZXN0YW1wGwAAAV69bOwNpGRUeXBlY1B1dGpDb2x1bW5O"
        + "YW1lZmF0dHJfMWVWYWx1ZRsU593nTTqcdGlUaW1lc3RhbXAbAAABXr1s7A0="
}
