// Creates one resource group and everything in it: `azd up`, or `az deployment sub create`.
// For a resource group that is there already, deploy journeys.bicep: the same, without the group.
targetScope = 'subscription'

@description('What this installation is called, such as "spring" or "production". Names and tags are made from it.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('The region of all resources; it must offer Flex Consumption.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('The resource group to create; empty: rg-journeys-<environmentName>.')
param resourceGroupName string = ''

@description('Who is told when something needs a person.')
@minLength(3)
param alertEmail string

@description('What Durable Functions keeps its work in: the host storage account, or a Durable Task Scheduler.')
@allowed(['storage', 'scheduler'])
param durableBackend string = 'storage'

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

@description('Whether the keys of signed links come from Key Vault; otherwise the app makes one and keeps it in a row.')
param ownLinkKeys bool = false

@description('The keys of signed links, the newest first. Empty keeps those that Key Vault has.')
@secure()
param linkKeys string = ''

@description('Where people reach the host, when that is not the function app\'s own address.')
param publicAddress string = ''

resource group 'Microsoft.Resources/resourceGroups@2022-09-01' = {
  name: empty(resourceGroupName) ? 'rg-journeys-${environmentName}' : resourceGroupName
  location: location
  tags: { 'azd-env-name': environmentName }
}

module journeys 'journeys.bicep' = {
  name: 'journeys'
  scope: group
  params: {
    environmentName: environmentName
    location: location
    alertEmail: alertEmail
    durableBackend: durableBackend
    mail: mail
    sendGridApiKey: sendGridApiKey
    mailFrom: mailFrom
    mailFromName: mailFromName
    unsubscribeGroup: unsubscribeGroup
    webhookVerification: webhookVerification
    publicAddress: publicAddress
    ownLinkKeys: ownLinkKeys
    linkKeys: linkKeys
  }
}

// azd keeps these in its environment, and `azd env get-values` prints them for scripts.
output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP string = journeys.outputs.functionApp
output AZURE_KEY_VAULT string = journeys.outputs.keyVault
output AZURE_SERVICE_BUS string = journeys.outputs.serviceBus
output AZURE_DATA_STORAGE string = journeys.outputs.dataStorage
output JOURNEYS_URL string = journeys.outputs.url
