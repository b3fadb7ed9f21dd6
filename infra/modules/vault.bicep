// The secrets that there are. One that is not given is left as it is, so that nobody needs to know it to deploy again.
param name string
param location string
param tags object

@secure()
param sendGridApiKey string

@secure()
param linkKeys string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
  }
}

resource sendGrid 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(sendGridApiKey)) {
  parent: vault
  name: 'sendgrid-api-key'
  properties: { value: sendGridApiKey }
}

resource links 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(linkKeys)) {
  parent: vault
  name: 'link-keys'
  properties: { value: linkKeys }
}

output name string = vault.name
output uri string = vault.properties.vaultUri
