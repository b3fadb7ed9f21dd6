// The app, on Flex Consumption: nothing runs and nothing is paid while nothing happens, except for the one instance that
// is kept ready for Durable's work, so that a timer that is due does not wait for a machine.
param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
param hostStorageName string
param dataStorageName string
param packageContainer string
param serviceBusHost string
param insightsConnectionString string
param vaultUri string
param durableBackend string
param schedulerEndpoint string
param mail string
param mailFrom string
param mailFromName string
param unsubscribeGroup string
param webhookVerification string
param mailSandbox bool
param mailRegion string
param publicAddress string
param ownLinkKeys bool
param shards int
param retentionDays int
param tablePrefix string
param maximumInstanceCount int

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostStorageName
}

resource dataStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: dataStorageName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  // azd finds the app that belongs to the service "functions" of azure.yaml by this tag.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: [{ name: 'durable', instanceCount: 1 }]
        // Requests wait for storage most of the time, so that one instance serves more of them than it has cores.
        triggers: { http: { perInstanceConcurrency: 32 } }
      }
    }
  }
}

// Identities instead of keys, for the host and for the app's own connections.
var connections = {
  AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: hostStorage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: hostStorage.properties.primaryEndpoints.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  JourneysStorage__tableServiceUri: dataStorage.properties.primaryEndpoints.table
  JourneysStorage__queueServiceUri: dataStorage.properties.primaryEndpoints.queue
  JourneysStorage__credential: 'managedidentity'
  JourneysStorage__clientId: identityClientId
  JourneysServiceBus__fullyQualifiedNamespace: serviceBusHost
  JourneysServiceBus__credential: 'managedidentity'
  JourneysServiceBus__clientId: identityClientId
}

var telemetry = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var own = {
  Journeys__PublicAddress: empty(publicAddress) ? 'https://${app.properties.defaultHostName}' : publicAddress
  Journeys__Shards: string(shards)
  Journeys__TablePrefix: tablePrefix
  Journeys__RetentionDays: string(retentionDays)
}

// Without a version in its address the newest secret is taken, a day later at most.
var sendGrid = {
  Journeys__SendGrid__ApiKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/sendgrid-api-key)'
  Journeys__SendGrid__From: mailFrom
  Journeys__SendGrid__FromName: mailFromName
  Journeys__SendGrid__UnsubscribeGroup: unsubscribeGroup
  Journeys__SendGrid__Sandbox: toLower(string(mailSandbox))
  Journeys__SendGrid__Region: mailRegion
  // A public key: it checks signatures and makes none.
  Journeys__SendGrid__WebhookKey: webhookVerification
}

// Without keys of its own in the vault, the app makes one and keeps it in a row.
var links = {
  Journeys__LinkKeys: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/link-keys)'
}

// Durable's back end is a matter of settings. These override host.json, which is written for Azure Storage.
var durable = {
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    connections,
    telemetry,
    own,
    mail == 'sendgrid' ? sendGrid : {},
    ownLinkKeys ? links : {},
    durableBackend == 'scheduler' ? durable : {}
  )
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
