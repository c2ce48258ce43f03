using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pyner.Services.Tests;

/// <summary>Looks into queues of the broker.</summary>
internal sealed class QueueReader : IAsyncDisposable
{
    private readonly IConnection _connection;
    private IChannel _channel;

    private QueueReader(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    public static async Task<QueueReader> OpenAsync(string broker)
    {
        IConnection connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        return new QueueReader(connection, await connection.CreateChannelAsync());
    }

    /// <summary>Messages that wait in a queue; none where there is no such queue yet, as with an error queue before the first error.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        try
        {
            return await _channel.MessageCountAsync(queue);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason is { ReplyCode: Constants.NotFound })
        {
            // The broker closed the channel with that.
            await _channel.DisposeAsync();
            _channel = await _connection.CreateChannelAsync();
            return 0;
        }
    }

    /// <summary>Processes that consume a queue.</summary>
    public Task<uint> CountConsumersAsync(string queue) => _channel.ConsumerCountAsync(queue);

    /// <summary>Throws where a queue was made with other arguments than these.</summary>
    public Task RequireAsync(string queue, Dictionary<string, object?> arguments) =>
        _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
