// What needs a person, told by mail. The names of metrics are those of the runtime's telemetry.
param location string
param tags object
param email string
param namespaceId string
param workspaceId string

// Severity: 1 something stands still, 2 something is lost or wrong unless somebody acts, 3 somebody should look.
// A rule fires when its query finds at least one row; the silent watchdog, when it finds none.
var rules = [
  {
    name: 'overdue'
    title: 'Journeys: instances are overdue'
    description: 'The watchdog found instances that should have moved and did not, and woke them. If this stays, the host does not keep up or cannot reach its storage.'
    severity: 1
    query: 'AppMetrics | where Name == "journeys.overdue" and Sum > 0'
    operator: 'GreaterThan'
    window: 'PT15M'
  }
  {
    name: 'unfinished'
    title: 'Journeys: effects are left undone'
    description: 'The watchdog found instances with mails, tasks or calls that nobody performed, and woke them. If this stays, look for failing turns.'
    severity: 1
    query: 'AppMetrics | where Name == "journeys.unfinished" and Sum > 0'
    operator: 'GreaterThan'
    window: 'PT15M'
  }
  {
    name: 'watchdog-silent'
    title: 'Journeys: the watchdog is silent'
    description: 'Nothing was heard of the watchdog for half an hour: the host does not run, or its telemetry does not arrive.'
    severity: 1
    query: 'AppMetrics | where Name == "journeys.overdue"'
    operator: 'LessThanOrEqual'
    window: 'PT30M'
  }
  {
    name: 'uncertain-sends'
    title: 'Journeys: nobody knows whether mails were sent'
    description: 'They wait for the provider\'s word. After the wait in "sending.uncertain", 30 minutes unless the journey says otherwise, an operator is asked about each, or it is sent again.'
    severity: 2
    query: 'AppMetrics | where Name == "journeys.effects" and tostring(Properties["status"]) == "uncertain" and Sum > 0'
    operator: 'GreaterThan'
    window: 'PT15M'
  }
  {
    name: 'failed-sends'
    title: 'Journeys: mails fail for good'
    description: 'More than ten mails in a quarter of an hour were refused for good: a key that is not valid any more, a sender that is not verified, or a journey whose mails SendGrid refuses. The reason stands in each instance.'
    severity: 2
    query: 'AppMetrics | where Name == "journeys.effects" and tostring(Properties["kind"]) == "sendEmail" and tostring(Properties["status"]) == "failed" | summarize Failed = sum(Sum) | where Failed > 10'
    operator: 'GreaterThan'
    window: 'PT15M'
  }
  {
    name: 'paused'
    title: 'Journeys: sending is paused'
    description: 'The sending of a journey is paused: too many of its mails failed, or an operator paused it. "journeys sending" says which and why; its mails wait until "journeys sending resume".'
    severity: 2
    query: 'AppMetrics | where Name == "journeys.paused" and Max > 0'
    operator: 'GreaterThan'
    window: 'PT15M'
  }
  {
    name: 'held'
    title: 'Journeys: instances are held'
    description: 'Instances lack something to decide on, and wait for an operator.'
    severity: 3
    query: 'AppMetrics | where Name == "journeys.held" and Sum > 0'
    operator: 'GreaterThan'
    window: 'PT15M'
  }
  {
    name: 'failed-requests'
    title: 'Journeys: requests or triggers fail'
    description: 'Requests were answered with 5xx, or triggers ended in an exception, more than five times in a quarter of an hour. What a caller did wrong (4xx) is not counted.'
    severity: 2
    query: 'AppRequests | where Success == false and not(ResultCode startswith "4") | summarize Failed = count() | where Failed > 5'
    operator: 'GreaterThan'
    window: 'PT15M'
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-journeys'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'journeys'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource found 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'journeys-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT15M'
      windowSize: rule.window
      // The tables have no columns before the app has told its first.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'journeys-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages on the topic could not be handled. Each says why in its dead-letter reason.'
    severity: 2
    enabled: true
    scopes: [namespaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}
