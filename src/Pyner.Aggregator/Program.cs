using MassTransit;
using Pyner.Aggregator;
using Pyner.Aggregator.Consumers;
using Pyner.Ledger.Hosting;

return await ServiceProgram.RunAsync("pyner-aggregator", async () =>
{
    WebApplicationBuilder builder = ServiceProgram.CreateBuilder(args);
    ServiceConnections connections = ServiceConnections.From(builder.Configuration);
    builder.Services.AddSingleton(ServiceOptions.Read<AggregatorOptions>(builder.Configuration, AggregatorOptions.Section));
    builder.AddServiceDefaults();
    await builder.AddLedgerAsync(
        connections.Ledger, connections.LedgerAccess.User, connections.LedgerAccess.Password, connections.LedgerAccess.Validation);
    builder.AddLedgerCheck(isNeeded: true).WaitForLedger().AddMessaging(
        connections, BusNeed.Hints, bus => bus.AddConsumer<AggregatorEventsConsumer, AggregatorEventsConsumerDefinition>());
    builder.Services.AddAggregator();
    WebApplication app = builder.Build();
    app.MapDefaultEndpoints();
    await app.RunToEndAsync();
});
