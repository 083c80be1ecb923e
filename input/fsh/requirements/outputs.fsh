Instance: outputs
InstanceOf: Requirements
Title: "Outputs"
Description: "How what came of an order finds its way to the Placer."
Usage: #definition
* name = "Outputs"
* description = "How what came of an order finds its way to the Placer, and to those who can reach only the Placer."
* insert Theme(Outputs)
* insert Statement(outputs-on-coordination-task, [[Outputs are on the Task]], SHALL, fulfiller, core-concepts.html#outputs, [[Each resource that came of the fulfilment and that the Fulfiller shares SHALL be referred to by an output of the Coordination Task, at the latest in the update that completes it.]])
* insert Statement(output-copy-provenance, [[A copy names its source]], SHALL, placer, core-concepts.html#outputs, [[A party that keeps a copy of an output SHALL keep its business identifiers, and record a Provenance with the copy as target and the original as entity in the role source.]])
* insert Statement(request-status-after-outputs, [[The Request stays open until then]], SHALL, placer, core-concepts.html#outputs, [[The Placer SHALL wait with setting the Request to completed until the Coordination Task is completed.]])
