using MassTransit;
using Pyner.Ledger.Hosting;
using Pyner.Worker;
using Pyner.Worker.Consumers;

return await ServiceProgram.RunAsync("pyner-worker", async () =>
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
    ServiceConnections connections = ServiceConnections.From(builder.Configuration);
    builder.Services.AddSingleton(ServiceOptions.Read<WorkerOptions>(builder.Configuration, WorkerOptions.Section));
    builder.AddServiceDefaults();
    await builder.AddLedgerAsync(connections.Ledger);
    builder.AddLedgerCheck().WaitForLedger().AddMessaging(
        connections, bus => bus.AddConsumer<ParseSubmissionBatchConsumer, ParseSubmissionBatchConsumerDefinition>());
    builder.Services.AddWorker();
    WebApplication app = builder.Build();
    app.MapDefaultEndpoints();
    await app.RunAsync();
});
