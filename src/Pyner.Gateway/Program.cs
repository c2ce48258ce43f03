using Pyner.Gateway;
using Pyner.Ledger;
using Pyner.Pipeline;

return await ServiceProgram.RunAsync("pyner-gateway", async () =>
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
    ServiceConnections connections = ServiceConnections.From(builder.Configuration);
    builder.AddServiceDefaults();
    builder.AddMessaging(connections);
    builder.AddGateway(GatewayOptions.From(builder.Configuration));
    RedisLedger ledger = await OpenLedgerAsync(connections.Ledger);
    builder.Services.AddSingleton(_ => ledger);
    builder.Services.AddSingleton(services => services.GetRequiredService<RedisLedger>().Jobs);
    WebApplication app = builder.Build();
    app.MapDefaultEndpoints();
    app.MapGateway();
    await app.RunAsync();
});

static async Task<RedisLedger> OpenLedgerAsync(string connectionString)
{
    try
    {
        return await RedisLedger.OpenAsync(connectionString);
    }
    catch (JobException e)
    {
        throw new ServiceConfigurationException(e.Message);
    }
}
