namespace Pyner.Services.Tests;

/// <summary>What can happen to a running system.</summary>
internal enum Failure
{
    /// <summary>kill -9 of the first worker.</summary>
    KillWorker0,

    /// <summary>kill -9 of the second worker.</summary>
    KillWorker1,

    /// <summary>kill -9 of the third worker.</summary>
    KillWorker2,

    /// <summary>kill -9 of the scanner.</summary>
    KillScanner,

    /// <summary>kill -9 of the aggregator.</summary>
    KillAggregator,

    /// <summary>kill -9 of the gateway.</summary>
    KillGateway,

    /// <summary>kill -9 of a random half of the services at once.</summary>
    KillSeveral,

    /// <summary>A worker is frozen past its lease, and then woken.</summary>
    FreezeWorker,

    /// <summary>The aggregator is frozen past its lease, while another one takes over, and then woken.</summary>
    FreezeAggregator,

    /// <summary>RabbitMQ is stopped, and started again.</summary>
    StopBroker,

    /// <summary>kill -9 of RabbitMQ, which is started again.</summary>
    KillBroker,

    /// <summary>kill -9 of Redis, which is started again from its append-only file.</summary>
    KillLedger,
}
