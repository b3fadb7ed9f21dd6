// Everything that Journeys needs in Azure, in one resource group. One concern a module; the order between them follows
// from what they hand to each other.
targetScope = 'resourceGroup'

@description('What this installation is called, such as "spring" or "production". Names and tags are made from it.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('The region of all resources; it must offer Flex Consumption.')
param location string = resourceGroup().location

@description('Who is told when something needs a person.')
@minLength(3)
param alertEmail string

@description('What Durable Functions keeps its work in: the host storage account, or a Durable Task Scheduler.')
@allowed(['storage', 'scheduler'])
param durableBackend string = 'storage'

@description('Consumption is paid by the action, Dedicated by the hour.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Whether mails are kept in a table for you to look at, or sent with SendGrid.')
@allowed(['captured', 'sendgrid'])
param mail string = 'captured'

@description('The key that SendGrid is called with. Empty keeps the one that Key Vault has.')
@secure()
param sendGridApiKey string = ''

@description('The address that mails come from; verified with SendGrid.')
param mailFrom string = ''

@description('The name beside the address that mails come from.')
param mailFromName string = ''

@description('The number of SendGrid\'s unsubscribe group; empty: none.')
param unsubscribeGroup string = ''

@description('The verification key of SendGrid\'s Signed Event Webhook, a public key; empty: SendGrid\'s events are refused.')
param webhookVerification string = ''

@description('True: SendGrid checks mails and sends none.')
param mailSandbox bool = false

@description('SendGrid\'s region: where it keeps the mails.')
@allowed(['global', 'eu'])
param mailRegion string = 'global'

@description('Whether the keys of signed links come from Key Vault; otherwise the app makes one and keeps it in a row.')
param ownLinkKeys bool = false

@description('The keys of signed links, the newest first. Empty keeps those that Key Vault has.')
@secure()
param linkKeys string = ''

@description('Where people reach the host, when that is not the function app\'s own address.')
param publicAddress string = ''

@description('How many shards a journey gets when it is first published; kept with it from then on.')
@minValue(1)
@maxValue(100)
param shards int = 16

@description('For how many days the history of finished instances is kept, and dead letters.')
@minValue(1)
param retentionDays int = 365

@description('Put before the names of all tables, where an account is shared.')
param tablePrefix string = ''

@description('The most instances that the app may grow to: the upper end of the bill.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('How many copies of the storage accounts are kept, and where. Standard_ZRS where the region has zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('True: the identity may manage the topic, so that scaling sees how many messages wait and not only that some do.')
param scaleByTopicLength bool = false

var token = toLower(uniqueString(resourceGroup().id, environmentName))
var tags = { 'azd-env-name': environmentName }

// host.json has the same name of the hub, and the triggers have the names of topic, subscription and queue.
var hub = 'journeys'
var topic = 'journey-events'
var subscriber = 'journeys'
var queue = 'journey-events'
var packages = 'packages'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: { name: 'id-journeys-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: { name: 'journeys-${token}', location: location, tags: tags }
}

// Two accounts. Durable's queues, leases and history and the app's package are the host's own business: busy, and worth
// nothing once work has drained. Contacts, journeys and histories are the product: they have the limits of an account to
// themselves, their own copies and their own access, and stay when the other account is emptied or thrown away.
module hostStorage 'modules/storage.bicep' = {
  name: 'host-storage'
  params: {
    name: 'sthost${token}'
    location: location
    tags: tags
    sku: storageSku
    containers: [packages]
  }
}

module dataStorage 'modules/storage.bicep' = {
  name: 'data-storage'
  params: {
    name: 'stdata${token}'
    location: location
    tags: tags
    sku: storageSku
    queues: [queue, '${queue}-poison']
  }
}

module messaging 'modules/messaging.bicep' = {
  name: 'messaging'
  params: {
    name: 'sb-journeys-${token}'
    location: location
    tags: tags
    topicName: topic
    subscriptionName: subscriber
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    sendGridApiKey: sendGridApiKey
    linkKeys: linkKeys
  }
}

module scheduler 'modules/scheduler.bicep' = if (durableBackend == 'scheduler') {
  name: 'scheduler'
  params: {
    name: 'dts-journeys-${token}'
    location: location
    tags: tags
    sku: schedulerSku
    taskHubName: hub
    principalId: identity.outputs.principalId
  }
}

module access 'modules/access.bicep' = {
  name: 'access'
  params: {
    principalId: identity.outputs.principalId
    hostStorageName: hostStorage.outputs.name
    dataStorageName: dataStorage.outputs.name
    namespaceName: messaging.outputs.name
    topicName: topic
    subscriptionName: subscriber
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
    durableOnStorage: durableBackend == 'storage'
    manageTopic: scaleByTopicLength
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  // The app is started as soon as it exists, and it must find its doors open.
  dependsOn: [access]
  params: {
    name: 'func-journeys-${token}'
    planName: 'plan-journeys-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostStorageName: hostStorage.outputs.name
    dataStorageName: dataStorage.outputs.name
    packageContainer: packages
    serviceBusHost: messaging.outputs.host
    insightsConnectionString: monitoring.outputs.connectionString
    vaultUri: vault.outputs.uri
    durableBackend: durableBackend
    schedulerEndpoint: durableBackend == 'scheduler' ? scheduler!.outputs.endpoint : ''
    mail: mail
    mailFrom: mailFrom
    mailFromName: mailFromName
    unsubscribeGroup: unsubscribeGroup
    webhookVerification: webhookVerification
    mailSandbox: mailSandbox
    mailRegion: mailRegion
    publicAddress: publicAddress
    ownLinkKeys: ownLinkKeys
    shards: shards
    retentionDays: retentionDays
    tablePrefix: tablePrefix
    maximumInstanceCount: maximumInstanceCount
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    tags: tags
    email: alertEmail
    namespaceId: messaging.outputs.id
    workspaceId: monitoring.outputs.workspaceId
  }
}

output functionApp string = functions.outputs.name
output url string = functions.outputs.url
output keyVault string = vault.outputs.name
output serviceBus string = messaging.outputs.host
output dataStorage string = dataStorage.outputs.name
