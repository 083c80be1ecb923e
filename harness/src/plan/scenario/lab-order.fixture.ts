/** A small flow over the instances of the guide fixture, with every kind of act in it; tests plant faults in it. */
export const labOrder = `id: lab-order
title: One test
story: A story.
actors:
  placer: Organization/practice
  fulfiller: Organization/lab
  second-lab: { is: fulfiller, as: Organization/east-lab, hosts: true }
exchanges: [task-at-placer, messaging]
given:
  placer: [Patient/amy, Observation/fatigue]
acts:
  - id: authorize
    title: The practice orders
    by: placer
    create: ServiceRequest/order
  - id: ask
    by: placer
    create: Task/shared
    tells: [fulfiller, second-lab]
    verifies: [task-shared]
  - id: look
    by: fulfiller
    read: [ServiceRequest/order, Observation/fatigue]
  - id: queue
    by: placer
    search: { where: placer, query: 'Task?owner={actor:fulfiller}&status=requested&_sort=authored-on', finds: [Task/shared] }
  - id: accept
    by: fulfiller
    update: Task/shared
    set: { status: accepted }
    tells: [placer]
    expect:
      - placer sees: Task/shared
        that: status = 'accepted' and output.empty()
        verifies: [status-tracks]
  - id: progress
    by: fulfiller
    update: Task/shared
    set: { status: in-progress, businessStatus: specimen-collected }
  - id: outdated
    by: fulfiller
    attempt: { update: Task/shared, set: { status: rejected }, refused: stale }
    verifies: [stale-refused]
  - id: report
    by: fulfiller
    create: [Observation/result, DiagnosticReport/report]
  - id: finish
    by: fulfiller
    update: Task/shared
    becomes: Task/shared-completed
    tells: [placer]
  - id: ending
    branches:
      closed:
        title: the order is closed
        acts:
          - id: close
            by: placer
            update: ServiceRequest/order
            set: { status: completed }
      raced:
        title: two changes at once
        acts:
          - id: rush
            race:
              winners: 1
              acts:
                - { id: one, by: placer, update: ServiceRequest/order, set: { status: revoked } }
                - { id: two, by: placer, update: ServiceRequest/order, set: { status: completed } }
            expect:
              - placer sees: ServiceRequest/order
                that: status != 'active'
`;
