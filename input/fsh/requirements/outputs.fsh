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
* insert Statement(output-preliminary, [[Early results may be shared]], MAY, fulfiller, sharing-outputs.html, [[The Fulfiller MAY share outputs before the work is done; the Task stays in progress.]])
* insert Statement(output-status-honest, [[Outputs say how final they are]], SHALL, fulfiller, sharing-outputs.html, [[An output that is not final SHALL say so in its own status, such as registered, preliminary or partial.]])
* insert Statement(output-by-reference, [[Outputs are referred to]], SHALL, fulfiller, sharing-outputs.html, [[An output that is a resource SHALL be a reference in Task.output to that resource, with its type, and where the reference cannot be followed by the other party with its business identifier.]])
* insert Statement(output-identified, [[Outputs have identifiers]], SHALL, fulfiller, sharing-outputs.html, [[A shared output SHALL have a business identifier, with system and value, that stays the same when it is corrected or copied.]])
* insert Statement(output-based-on-request, [[Outputs name their order]], SHALL, fulfiller, sharing-outputs.html, [[A shared output SHALL refer to the Request that it fulfils by basedOn, or by the element that its type has for it.]])
* insert Statement(output-corrected, [[Corrections are versions]], SHALL, fulfiller, sharing-outputs.html, [[A shared output SHALL be corrected by another version of the same resource with the status corrected, amended or appended; a Task that was completed stays completed.]])
* insert Statement(output-change-announced, [[Changed outputs are announced]], SHALL, fulfiller, sharing-outputs.html, [[When a shared output has changed, the Fulfiller SHALL update the Coordination Task as well, at least in lastModified, so that the Placer is told of it.]])
* insert Statement(output-correction-status, [[A correction shows in the business status]], SHOULD, fulfiller, sharing-outputs.html, [[After a correction, the business status of the completed Task SHOULD be results-corrected.]])
* insert Statement(output-when-completed, [[A completed Task shows what came of it]], SHOULD, fulfiller, sharing-outputs.html, [[A Coordination Task SHOULD be completed with at least one output, unless the service leaves nothing that could be referred to.]])
* insert Statement(output-performer, [[Outputs say who made them]], SHOULD, fulfiller, intended-actors.html, [[An output SHOULD name who performed what it reports, in the element that its type has for it.]])
* insert Statement(output-found-at-placer, [[Later readers find the outputs]], SHALL, placer, sharing-outputs.html, [[A Placer that lets others look at its orders SHALL let them come from a Request to its outputs: by the Task about it and its outputs, or by copies that name the Request.]])
* insert Statement(output-copy-unchanged, [[Copies are not edited]], SHALL, placer, sharing-outputs.html, [[A party that keeps a copy of an output SHALL leave its clinical content as it came, and bring the copy up to date when it is told of a correction.]])
* insert Binds(fulfiller)
* insert Statement(third-party-outputs, [[Outputs of third parties arrive too]], SHALL, fulfiller, sharing-outputs.html, [[A Fulfiller that ordered from a third party SHALL refer to what came of it by the outputs of the first Coordination Task.]])
* insert Statement(third-party-own-order, [[Ordering on makes a Placer]], SHALL, fulfiller, sharing-outputs.html, [[A Fulfiller that orders from a third party SHALL do so by a Request of its own, basedOn the first one, and a Coordination Task of its own, and stays responsible to the Placer.]])
* insert Statement(reflex-own-request, [[A reflex test has its own Request]], SHALL, fulfiller, sharing-outputs.html, [[A further test to which a result leads SHALL have a Request of the Fulfiller's own with the intent reflex-order, basedOn the Placer's Request.]])
* insert Statement(reflex-same-task, [[Reflex results come by the same Task]], SHALL, fulfiller, sharing-outputs.html, [[The outputs of a reflex test SHALL be referred to by the same Coordination Task, which is completed only when they are there.]])
* insert Statement(specimen-rejected-shown, [[A bad specimen is told]], SHALL, fulfiller, sharing-outputs.html, [[A Fulfiller that cannot use a specimen SHALL put the Task on hold with the reason specimen-rejected when another can be taken, and set it to failed with that reason when not.]])
