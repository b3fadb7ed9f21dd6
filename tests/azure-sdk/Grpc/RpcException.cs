namespace Grpc.Core;

/// <summary>How a call of a Durable client fails that its client does not translate. In package Grpc.Core.Api.</summary>
public class RpcException : Exception
{
    public RpcException(Status status)
        : this(status, status.ToString()) { }

    public RpcException(Status status, string message)
        : base(message) => Status = status;

    public Status Status { get; }

    public StatusCode StatusCode => Status.StatusCode;
}
