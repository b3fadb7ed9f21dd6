// The topic that other systems send events to. Sessions keep the events of a contact in order: one is handled after the
// other, while different contacts go on side by side. Standard is the least that has topics.
param name string
param location string
param tags object
param topicName string
param subscriptionName string

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = {
  parent: namespace
  name: topicName
  properties: {
    // Drops what a sender repeats at once, before it costs anything. What is repeated later the journeys recognise
    // themselves, by source and id, so the window need not be long.
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT10M'
    defaultMessageTimeToLive: 'P14D'
    enableBatchedOperations: true
    maxSizeInMegabytes: 5120
  }
}

resource subscriber 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = {
  parent: topic
  name: subscriptionName
  properties: {
    requiresSession: true
    // The function renews it while it works; a host that died lets go after a minute.
    lockDuration: 'PT1M'
    // What a message itself is to blame for is given up after five tries, with the reason, by the app. What counts here are
    // outages of the store, which are no fault of the message: five hundred pauses of 20 s are almost three hours.
    maxDeliveryCount: 500
    defaultMessageTimeToLive: 'P14D'
    // What nobody took in two weeks is kept to be looked at, not dropped.
    deadLetteringOnMessageExpiration: true
    deadLetteringOnFilterEvaluationExceptions: true
    enableBatchedOperations: true
  }
}

output id string = namespace.id
output name string = namespace.name
output host string = '${namespace.name}.servicebus.windows.net'
