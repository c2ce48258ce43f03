using MassTransit;
using Pyner.Contracts.Messages;
using Pyner.Pipeline.Distribution.Roles;

namespace Pyner.Scanner.Consumers;

/// <summary>Wakes the scanner: there is a new job. The scan itself takes hours, and no message may wait so long for its acknowledgement.</summary>
internal sealed class StartJobConsumer(RoleLoop loop) : IConsumer<StartJob>
{
    public Task Consume(ConsumeContext<StartJob> context)
    {
        loop.Wake();
        return Task.CompletedTask;
    }
}
